#!/bin/sh
# Installs the compilers and interpreters in which the tests run exported formulas, where they are missing and we may.
# KANSCOPE_LANGUAGES=none leaves all of it out: tests of a language that is not there are skipped and say so.
set -u
[ "${KANSCOPE_LANGUAGES:-all}" = none ] && exit 0
missing=""
want() { command -v "$1" >/dev/null || missing="$missing $2"; }
want cc gcc
want gfortran gfortran
want Rscript r-base-core
want octave-cli octave
want rustc rustc
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    install() { apt-get install -y -q --no-install-recommends $missing; }
    { install || { apt-get update -q && install; }; } >&2 && exit 0
fi
echo "Exported formulas are not run in these languages here, for want of:$missing" >&2
