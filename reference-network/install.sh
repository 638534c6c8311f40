#!/bin/sh
# Installs the packages of the reference network beside this script, and compiles their one native module; does nothing if they
# are there.
# Usage: install.sh [--optional]
#   --optional  a machine that cannot have them (no Node.js with npm) is a warning, not an error, unless CI=true
set -eu
here=$(cd "$(dirname "$0")" && pwd)
installed=$here/node_modules/.sigwatch-installed
optional=${1:-}

without() {
    echo "reference network: $1; the tests against the official PDS are skipped" >&2
    if [ "$optional" = --optional ] && [ "${CI:-}" != true ]; then exit 0; fi
    exit 1
}

if [ -f "$installed" ] && [ "$installed" -nt "$here/package-lock.json" ]; then exit 0; fi
command -v node >/dev/null 2>&1 || without "node is not installed"
command -v npm >/dev/null 2>&1 || without "npm is not installed"

echo "reference network: installing the official PDS and PLC directory (about a minute, once)"
npm run --prefix "$here" --loglevel=error setup || without "npm could not install its packages"
touch "$installed"
echo "reference network: installed"
