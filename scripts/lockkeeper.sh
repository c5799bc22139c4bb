#!/usr/bin/env bash
# Runs lockkeeper from source: from any directory, on any machine with git and Node 20 or newer.
set -euo pipefail

# Where this file really lies, without starting other programs: this runs before every command.
source=${BASH_SOURCE[0]}
while [[ -L $source ]]; do
  link=$(readlink -- "$source")
  [[ $link == /* ]] || link=${source%/*}/$link
  source=$link
done
[[ $source == */* ]] || source=./$source
root=$(cd -P -- "${source%/*}/.." && pwd)

# The stamp is a copy of the lock file that node_modules was made from.
cmp -s -- "$root/package-lock.json" "$root/node_modules/.lockkeeper-install" ||
  bash "$root/scripts/install-dependencies.sh"

node=$root/node_modules/.bin/node
if [[ ! -x $node ]]; then
  node=$(command -v node || true)
  if ! "${node:-false}" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 24 || (a == 24 && b >= 12) ? 0 : 1)'; then
    {
      echo "lockkeeper: Node 24.12 or newer is needed, and the npm package that brings it was not set up."
      echo "If npm is told to ignore install scripts, run: npm rebuild node --ignore-scripts=false"
      echo "Otherwise install a current Node from https://nodejs.org"
    } >&2
    exit 2
  fi
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

# Node keeps the source without its types: half the time to start. Only for the owner, so that root leaves nothing
# behind that the owner could not remove.
if [[ -O $root/node_modules ]]; then
  export NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE:-$root/node_modules/.cache/lockkeeper}
fi

# From a folder that belongs to no project of its own, the tool works on this clone.
export LOCKKEEPER_PROJECT=${LOCKKEEPER_PROJECT:-$root}

exec "$node" "$root/src/cli/main.ts" ${args[@]+"${args[@]}"}
