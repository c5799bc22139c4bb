#!/usr/bin/env bash
# Takes a backup and proves it by restoring it: `lockkeeper backup create`.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/backup.sh [--env NAME | --database-url URL] [flags of lockkeeper backup create]

Copies a database, restores the copy into a scratch database and compares both. Exits with 0 only when they are equal.

  --env NAME             the environment of lockkeeper.yaml
  --database-url URL     a database; without one and without --env, the project's own server
  --receipt FILE         where the receipt goes that scripts/deploy.sh asks for

All further flags go to `lockkeeper backup create`; scripts/lockkeeper.sh backup create --help lists them.

Examples:
  scripts/backup.sh --env production --receipt receipt.json
  scripts/backup.sh --database-url "$DATABASE_URL" --hashes
HELP
      exit 0
      ;;
  esac
done

exec bash "$scripts/lockkeeper.sh" backup create "$@"
