#!/usr/bin/env bash
# Asks the application at SMOKE_URL until it answers well, for a while.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: SMOKE_URL=https://shop.example/health scripts/smoke-test.sh

Asks the address every few seconds until it answers with a status of 200 to 299. Gives up, with exit code 1, after
SMOKE_TRIES tries (30) with SMOKE_PAUSE seconds (5) between them.
HELP
  exit 0
fi

if [[ -z ${SMOKE_URL-} ]]; then
  {
    echo "lockkeeper: SMOKE_URL is not set, so that nobody would notice a release that does not answer."
    echo "Set it as a variable of the pipeline's environment; ci/README.md says how."
  } >&2
  exit 2
fi

tries=${SMOKE_TRIES:-30}
for ((try = 1; try <= tries; try++)); do
  if curl --fail --silent --show-error --max-time 10 --output /dev/null -- "$SMOKE_URL"; then
    echo "$SMOKE_URL answers."
    exit 0
  fi
  ((try == tries)) || sleep "${SMOKE_PAUSE:-5}"
done
echo "lockkeeper: $SMOKE_URL did not answer well in $tries tries." >&2
exit 1
