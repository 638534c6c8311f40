#!/bin/sh
# Installs the ClickHouse engine (npm package @chdb/lib-linux-x64-gnu, about 180 MB) beside this script; does nothing if it is there.
# Usage: install.sh [--optional]
#   --optional  a machine that cannot have the engine (no npm, not linux-x64) is a warning, not an error, unless CI=true
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$here/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so
optional=${1:-}

without() {
    echo "clickhouse engine: $1; tests that need it are skipped, and a server needs --clickhouse URL" >&2
    if [ "$optional" = --optional ] && [ "${CI:-}" != true ]; then exit 0; fi
    exit 1
}

# npm unpacks in place, so the library counts only once npm has written its own receipt.
if [ -f "$library" ] && [ -f "$here/node_modules/.package-lock.json" ]; then exit 0; fi
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || without "no build for $(uname -s) $(uname -m), only for Linux x86_64"
command -v npm >/dev/null 2>&1 || without "npm is not installed"

echo "clickhouse engine: downloading about 180 MB (once)"
npm ci --prefix "$here" --no-audit --no-fund --loglevel=error
[ -f "$library" ] || { echo "clickhouse engine: npm finished, but there is no $library" >&2; exit 1; }
echo "clickhouse engine: installed"
