#!/usr/bin/env bash
# Writes the files of a new migration: `lockkeeper new` with this repository's migrations, unless another folder is named.
set -euo pipefail

if [[ $# -eq 0 || $1 == -h || $1 == --help ]]; then
  cat <<'HELP'
Usage: scripts/new-migration.sh "add users table" [flags of lockkeeper new]

Writes YYYYMMDD_HHMMSS_add_users_table.sql and its _down.sql with a header to fill in.
HELP
  [[ $# -gt 0 ]] && exit 0 || exit 2
fi

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
# A flag wins over the environment, so that --migrations-dir still has the last word.
export LOCKKEEPER_MIGRATIONS_DIR=${LOCKKEEPER_MIGRATIONS_DIR:-${scripts%/*}/migrations}
exec bash "$scripts/lockkeeper.sh" new "$@"
