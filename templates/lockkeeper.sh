#!/usr/bin/env bash
# Runs lockkeeper for this repository: from any directory, with the version that is installed here.
set -euo pipefail

readonly VERSION='@VERSION@'

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
tool=$root/node_modules/.bin/lockkeeper
if [[ ! -x $tool ]]; then
  tool=$root/.lockkeeper/tool/node_modules/.bin/lockkeeper
fi
if [[ ! -x $tool ]]; then
  command -v npm >/dev/null || {
    echo "lockkeeper: npm was not found. Install Node 24 or newer (https://nodejs.org), which brings npm." >&2
    exit 2
  }
  echo "lockkeeper: installing $VERSION (once) ..." >&2
  npm install --prefix "$root/.lockkeeper/tool" --no-audit --no-fund --loglevel=error \
    "${LOCKKEEPER_PACKAGE:-lockkeeper@$VERSION}" >&2
fi

# Everybody on the machine can read a command line, so the address of the database, which may hold a password,
# travels in the environment. An empty address stays where it is: the tool refuses it.
args=()
while (($# > 0)); do
  case $1 in
    --database-url=?*) export LOCKKEEPER_DATABASE_URL=${1#*=} ;;
    --database-url)
      if [[ -n ${2-} ]]; then
        export LOCKKEEPER_DATABASE_URL=$2
        shift
      else
        args+=("$1")
      fi
      ;;
    --)
      args+=("$@")
      break
      ;;
    *) args+=("$1") ;;
  esac
  shift
done

# From a folder that belongs to no project of its own, the tool works on this repository.
export LOCKKEEPER_PROJECT=${LOCKKEEPER_PROJECT:-$root}

exec "$tool" ${args[@]+"${args[@]}"}
