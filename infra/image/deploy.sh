#!/usr/bin/env bash
# What the container runs: lockkeeper with its words. Whatever comes of it, the backups that it took go to the bucket.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: deploy.sh WORDS…

Runs `lockkeeper WORDS…`, and copies the backups of this run to the bucket BACKUP_BUCKET, also where the run has
failed or was told to stop. Ends with the exit code of lockkeeper, or with 1 where only the copy has failed.

  LOCKKEEPER_BACKUPS_DIR   where backups are taken
  BACKUP_BUCKET            where they are kept; without it, nothing is copied
HELP
  exit 0
fi

app=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
cd -- "$app"

keep_backups() {
  [[ -n ${BACKUP_BUCKET-} && -d ${LOCKKEEPER_BACKUPS_DIR-} ]] || return 0
  aws s3 cp --recursive --no-progress "$LOCKKEEPER_BACKUPS_DIR" "s3://$BACKUP_BUCKET/$(date -u +%Y/%m/%d)/"
}

# A task that is stopped tells this script; lockkeeper wants to hear it too, to end its step.
node bin/lockkeeper.cjs "$@" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null || true' TERM INT
status=0
wait "$child" || status=$?
# A signal ends the first wait; the second is for lockkeeper itself.
if kill -0 "$child" 2>/dev/null; then
  status=0
  wait "$child" || status=$?
fi

if ! keep_backups; then
  echo "deploy.sh: the backups could not be copied to s3://$BACKUP_BUCKET. They are gone with this task." >&2
  ((status != 0)) || status=1
fi
exit "$status"
