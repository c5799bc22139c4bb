#!/usr/bin/env bash
# Takes the backups of this machine to where they outlast it: runs the command in BACKUP_KEEP_COMMAND.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: BACKUP_KEEP_COMMAND='aws s3 sync "$BACKUPS" s3://shop-backups' scripts/keep-backup.sh

Runs BACKUP_KEEP_COMMAND in bash, which ends with the first command that fails. BACKUPS is the folder with the
backups: LOCKKEEPER_BACKUPS_DIR, or .lockkeeper/backups of this repository.
HELP
  exit 0
fi

if [[ -z ${BACKUP_KEEP_COMMAND-} ]]; then
  {
    echo "lockkeeper: BACKUP_KEEP_COMMAND is not set, so that the backup would be lost with this machine."
    echo "Set it as a variable of the pipeline's environment; ci/README.md says how."
  } >&2
  exit 2
fi

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
export BACKUPS=${LOCKKEEPER_BACKUPS_DIR:-$root/.lockkeeper/backups}
exec bash --norc -euo pipefail -c "$BACKUP_KEEP_COMMAND"
