#!/usr/bin/env bash
# Installs the exact packages of package-lock.json into node_modules, unless they are there already.
# Two of these at once do not collide: the second waits for the first.
set -euo pipefail

readonly WAIT_SECONDS_MAX=600

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: scripts/install-dependencies.sh

Installs the packages of package-lock.json (npm ci) when node_modules is missing or was made from another
package-lock.json. Everything is printed on stderr. The other scripts call this one by themselves.
HELP
  exit 0
fi

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# The stamp is a copy of the lock file that node_modules was made from.
stamp=$root/node_modules/.lockkeeper-install
lock=$root/.install.lock

installed() {
  cmp -s -- "$root/package-lock.json" "$stamp"
}

fail() {
  printf 'lockkeeper: %s\n' "$@" >&2
  exit 1
}

take_lock() {
  if command -v flock >/dev/null; then
    exec 9>"$lock"
    flock -w "$WAIT_SECONDS_MAX" 9 || fail "another installation has held $lock for $WAIT_SECONDS_MAX seconds."
    return
  fi
  # Where there is no flock (macOS), a directory is the lock; one that a killed run left is removed by hand.
  local waited=0
  until mkdir -- "$lock.d" 2>/dev/null; do
    ((waited++ < WAIT_SECONDS_MAX)) || fail "another installation seems to run; if none does, remove $lock.d"
    sleep 1
  done
  trap 'rmdir -- "$lock.d"' EXIT
}

installed && exit 0
command -v npm >/dev/null || fail "npm was not found. Install Node 20 or newer (https://nodejs.org), which brings npm."
[[ -w $root ]] || fail "$root cannot be written to by $(id -un); run this once as its owner."
take_lock
installed && exit 0

echo "lockkeeper: installing packages (once, about half a minute) ..." >&2
# The lock's descriptor is closed for npm, so that nothing npm leaves behind can hold the lock.
(cd -- "$root" && npm ci --include=dev --include=optional --no-audit --no-fund --loglevel=error >&2 9>&-) || fail \
  "npm ci failed; the reason stands above." \
  "Without a network: copy node_modules from a machine of the same kind, or point npm at a reachable registry" \
  "(npm config set registry URL), then run this again."
cp -- "$root/package-lock.json" "$stamp"
