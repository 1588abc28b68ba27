#!/bin/sh
# Prints the path of a Chromium or Chrome for the browser tests; installs Debian's where there is none and we may.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then command -v "$name"; exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get install -y -q chromium || { apt-get update -q && apt-get install -y -q chromium; }; } >&2
    command -v chromium
    exit 0
fi
echo "The browser tests need Chromium: install it (Debian: apt-get install chromium) and try again." >&2
exit 1
