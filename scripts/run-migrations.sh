#!/usr/bin/env bash
# Brings a database up to date: `lockkeeper up` with this repository's migrations, unless another folder is named.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/run-migrations.sh [--database-url URL] [--migrations-dir DIR] [flags of lockkeeper up]

Applies the migrations that a database lacks, in order, and shows the result. A second run has nothing to do.

  --database-url URL     the database; without one, a PostgreSQL server of this project's own is started
  --migrations-dir DIR   the folder of migrations, relative to where you are; without one, this repository's

All further flags go to `lockkeeper up`; scripts/lockkeeper.sh up --help lists them.

Examples:
  scripts/run-migrations.sh
  scripts/run-migrations.sh --database-url "$DATABASE_URL" --migrations-dir db/migrations
  scripts/run-migrations.sh --database-url "$DATABASE_URL" --steps 1 --json
HELP
      exit 0
      ;;
  esac
done

# A flag wins over the environment, so that --migrations-dir still has the last word.
export LOCKKEEPER_MIGRATIONS_DIR=${LOCKKEEPER_MIGRATIONS_DIR:-${scripts%/*}/migrations}
exec bash "$scripts/lockkeeper.sh" up "$@"
