#!/bin/sh
# Unpacks Debian's package prometheus-alertmanager beside this script, for the tests; installs nothing on the system, and does
# nothing if a prometheus-alertmanager is on the PATH or unpacked already.
# Usage: install.sh [--optional]
#   --optional  a machine that cannot have it (no apt-get) is a warning, not an error, unless CI=true
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$here/package/usr/bin/prometheus-alertmanager
optional=${1:-}

without() {
    echo "alertmanager: $1; the tests against the real Alertmanager are skipped" >&2
    if [ "$optional" = --optional ] && [ "${CI:-}" != true ]; then exit 0; fi
    exit 1
}

if [ -x "$binary" ] || command -v prometheus-alertmanager >/dev/null 2>&1; then exit 0; fi
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    without "no prometheus-alertmanager on the PATH, and no apt-get to have it from"

echo "alertmanager: downloading about 11 MB (once)"
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
cd "$download"
fetch() { apt-get -qq download prometheus-alertmanager >apt.log 2>&1; }
if ! fetch; then
    # A machine whose package lists were never fetched finds nothing.
    [ "$(id -u)" = 0 ] && apt-get -qq update >/dev/null 2>&1 && fetch || {
        cat apt.log >&2
        without "apt-get could not download the package prometheus-alertmanager"
    }
fi
rm -rf "$here/package" "$here/package.new"
dpkg-deb -x prometheus-alertmanager_*.deb "$here/package.new"
# Debian's build looks for its templates in an absolute place, where they are not: a relative one of the same length, seen from the
# package's folder, is put in its stead.
LC_ALL=C sed -i 's#/usr/share/prometheus/alertmanager#usr//share/prometheus/alertmanager#g' \
    "$here/package.new/usr/bin/prometheus-alertmanager"
mv "$here/package.new" "$here/package"
echo "alertmanager: unpacked"
