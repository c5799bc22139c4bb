#!/usr/bin/env bash
# Checks infra/: by lockkeeper infra check, which asks terraform as well, and by kubectl, where they are installed.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: scripts/validate-infra.sh [DIR]

Checks the definitions in DIR, or in this repository's infra/: lockkeeper infra check --with-terraform, which lets
Terraform itself format, validate and test where it and its providers can be had, and kubectl kustomize. What cannot run
here is named. Nothing is changed, in DIR or anywhere else. Exit code 0 when nothing was found, otherwise 1.
HELP
  exit 0
fi

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
folder=$(cd -P -- "${1:-$root/infra}" && pwd)
failed=0

# step NAME COMMAND...: runs it, says how it went, and goes on whatever comes out.
step() {
  local name=$1
  shift
  if "$@"; then
    printf 'passed   %s\n' "$name"
  else
    printf 'FAILED   %s\n' "$name"
    failed=$((failed + 1))
  fi
}

skip() {
  printf 'skipped  %s: %s\n' "$1" "$2"
}

check_with_kubectl() {
  local path
  while IFS= read -r path; do
    step "kubectl kustomize ${path#"$folder"/}" build_manifests "$path"
  done < <(find "$folder" -name kustomization.yaml -exec dirname {} + | sort)
}

build_manifests() {
  kubectl kustomize "$1" >/dev/null
}

step "lockkeeper infra check" bash "$root/scripts/lockkeeper.sh" infra check "$folder" --with-terraform
if command -v kubectl >/dev/null; then
  check_with_kubectl
else
  skip kubectl "it is not installed"
fi
((failed == 0)) || exit 1
