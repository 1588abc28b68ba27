#!/bin/sh
# Installs strace, by which tests kill a process at any call of the system, where it is missing and we may.
command -v strace >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install -y -q strace || { apt-get update -q && apt-get install -y -q strace; }; } >&2 && exit 0
fi
echo "No process is killed at its calls here, for want of strace (Debian: apt-get install strace)." >&2
