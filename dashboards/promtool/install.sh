#!/bin/sh
# Unpacks promtool from Debian's package prometheus beside this script, for the tests; installs nothing on the system, and does nothing
# if a promtool is on the PATH or unpacked already.
# Usage: install.sh [--optional]
#   --optional  a machine that cannot have it (no apt-get) is a warning, not an error, unless CI=true
set -eu
here=$(cd "$(dirname "$0")" && pwd)
optional=${1:-}

without() {
    echo "promtool: $1; the tests that parse PromQL are skipped" >&2
    if [ "$optional" = --optional ] && [ "${CI:-}" != true ]; then exit 0; fi
    exit 1
}

if [ -x "$here/package/promtool" ] || command -v promtool >/dev/null 2>&1; then exit 0; fi
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    without "not on the PATH, and no apt-get to have it from"

echo "promtool: downloading about 19 MB (once)"
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
cd "$download"
fetch() { apt-get -qq download prometheus >apt.log 2>&1; }
if ! fetch; then
    # A machine whose package lists were never fetched finds nothing.
    [ "$(id -u)" = 0 ] && apt-get -qq update >/dev/null 2>&1 && fetch || {
        cat apt.log >&2
        without "apt-get could not download the package prometheus"
    }
fi
dpkg-deb -x prometheus_*.deb "$download/unpacked"
mkdir -p "$here/package"
mv "$download/unpacked/usr/bin/promtool" "$here/package/promtool.new"
mv "$here/package/promtool.new" "$here/package/promtool"
echo "promtool: unpacked"
