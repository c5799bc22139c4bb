#!/usr/bin/env bash
# Runs what is pending on a scratch server and watches: `lockkeeper rehearse`.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/rehearse.sh [--env NAME | --database-url URL] [--migrations-dir DIR] [flags of lockkeeper rehearse]

Tells what each statement locked, read and rewrote, how long others stood still, and whether the downs undo it. The
database itself is only read.

  --env NAME             the environment of lockkeeper.yaml
  --database-url URL     a database; without one and without --env, the project's own server
  --markdown FILE        the report for a pull request
  --migrations-dir DIR   the folder of migrations, relative to where you are; without one, this repository's

All further flags go to `lockkeeper rehearse`; scripts/lockkeeper.sh rehearse --help lists them.

Examples:
  scripts/rehearse.sh
  scripts/rehearse.sh --env staging --from target --html rehearsal.html
HELP
      exit 0
      ;;
  esac
done

# A flag wins over the environment, so that --migrations-dir still has the last word.
export LOCKKEEPER_MIGRATIONS_DIR=${LOCKKEEPER_MIGRATIONS_DIR:-${scripts%/*}/migrations}
exec bash "$scripts/lockkeeper.sh" rehearse "$@"
