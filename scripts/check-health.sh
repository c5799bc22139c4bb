#!/usr/bin/env bash
# Asks a database what would get in the way of a change: `lockkeeper doctor`.
set -euo pipefail

scripts=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for word in "$@"; do
  case $word in
    -h | --help)
      cat <<'HELP'
Usage: scripts/check-health.sh [--env NAME | --database-url URL] [flags of lockkeeper doctor]

Looks for old transactions, running dumps, invalid indexes, a full connection table and more, and says what to do
about each. Exits with 1 when something should be put right before any change.

  --env NAME             the environment of lockkeeper.yaml
  --database-url URL     a database; without one and without --env, the project's own server

All further flags go to `lockkeeper doctor`; scripts/lockkeeper.sh doctor --help lists them.

Examples:
  scripts/check-health.sh --env production
  scripts/check-health.sh --database-url "$DATABASE_URL" --json
HELP
      exit 0
      ;;
  esac
done

exec bash "$scripts/lockkeeper.sh" doctor "$@"
