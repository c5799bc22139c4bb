#!/usr/bin/env bash
# Deploys the migrations to an environment, through its gates: `lockkeeper deploy`.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/deploy.sh ENV [--migrations-dir DIR] [flags of lockkeeper deploy]

Asks the gates of an environment of lockkeeper.yaml, takes a backup and proves it, applies what is pending, verifies,
and looks at the health. Stops at the first thing that is not right.

  --dry-run              only ask the gates
  --receipt FILE         a backup that scripts/backup.sh has taken: then none is taken here
  --phase PHASE          expand: before the application; contract: after its old version is gone
  --migrations-dir DIR   the folder of migrations, relative to where you are; without one, this repository's

All further flags go to `lockkeeper deploy`; scripts/lockkeeper.sh deploy --help lists them.

Examples:
  scripts/deploy.sh staging
  scripts/deploy.sh production --dry-run
  scripts/deploy.sh production --receipt receipt.json --phase expand
HELP
      exit 0
      ;;
  esac
done

# A flag wins over the environment, so that --migrations-dir still has the last word.
export LOCKKEEPER_MIGRATIONS_DIR=${LOCKKEEPER_MIGRATIONS_DIR:-${scripts%/*}/migrations}
exec bash "$scripts/lockkeeper.sh" deploy "$@"
