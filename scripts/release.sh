#!/usr/bin/env bash
# Releases the application: runs the command that the team keeps in RELEASE_COMMAND.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: RELEASE_COMMAND='kubectl rollout restart deployment/shop' scripts/release.sh

Runs RELEASE_COMMAND in bash, which ends with the first command that fails. In a pipeline it is a variable of the
environment, so that staging and production each have their own.
HELP
  exit 0
fi

if [[ -z ${RELEASE_COMMAND-} ]]; then
  {
    echo "lockkeeper: RELEASE_COMMAND is not set, so that there is no application to release."
    echo "Set it as a variable of the pipeline's environment; ci/README.md says how."
  } >&2
  exit 2
fi

exec bash --norc -euo pipefail -c "$RELEASE_COMMAND"
