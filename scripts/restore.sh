#!/usr/bin/env bash
# Brings a database back to a backup: `lockkeeper backup restore`.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/restore.sh [ID] [--env NAME | --database-url URL] [flags of lockkeeper backup restore]

Restores a backup, the newest one without an ID, into a new database, compares it, and swaps the names. The database
that was there stays under another name. Asks first; a protected environment wants --confirm NAME.

  --env NAME             the environment of lockkeeper.yaml
  --database-url URL     a database; without one and without --env, the project's own server

All further flags go to `lockkeeper backup restore`; scripts/lockkeeper.sh backup restore --help lists them.

Examples:
  scripts/lockkeeper.sh backup list
  scripts/restore.sh 20261122_180312_4f2a --env staging
  scripts/restore.sh --env production --confirm production
HELP
      exit 0
      ;;
  esac
done

exec bash "$scripts/lockkeeper.sh" backup restore "$@"
