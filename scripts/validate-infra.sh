#!/usr/bin/env bash
# Checks infra/: by lockkeeper infra check, and by terraform and kubectl as well where they are installed.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: scripts/validate-infra.sh [DIR]

Checks the definitions in DIR, or in this repository's infra/: lockkeeper infra check, terraform fmt, and for each folder with a state or tests
of its own also init, validate and test, where Terraform and its providers can be had. What cannot run here is named.
Nothing is changed, in DIR or anywhere else. Exit code 0 when nothing was found, otherwise 1.
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

# Folders to run terraform in: those with a provider of their own, and modules with tests.
terraform_roots() {
  {
    find . -name .terraform -prune -o -name '*.tf' -exec grep -l '^provider ' {} +
    find . -name .terraform -prune -o -name '*.tftest.hcl' -print
  } | sed -E 's|(/tests)?/[^/]+$||' | sort -u
}

# In a copy, because init writes into the folder that it runs in.
check_with_terraform() {
  export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
  step "terraform fmt" terraform fmt -check -recursive -diff "$folder"
  work=$(mktemp -d)
  trap 'rm -rf -- "$work"' EXIT
  cp -R -- "$folder" "$work/infra"
  cd -- "$work/infra"
  local path
  while IFS= read -r path; do
    if ! terraform -chdir="$path" init -backend=false -input=false -no-color >"$work/log" 2>&1; then
      skip "terraform validate and test" "${path#./} could not be prepared; its providers may not be within reach"
      grep -m 3 '^Error' "$work/log" || true
      return
    fi
    step "terraform validate ${path#./}" terraform -chdir="$path" validate -no-color
    ! has_tests "$path" || step "terraform test ${path#./}" terraform -chdir="$path" test -no-color
  done < <(terraform_roots)
}

has_tests() {
  compgen -G "$1/*.tftest.hcl" >/dev/null || compgen -G "$1/tests/*.tftest.hcl" >/dev/null
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

step "lockkeeper infra check" bash "$root/scripts/lockkeeper.sh" infra check "$folder"
if command -v terraform >/dev/null; then
  check_with_terraform
else
  skip terraform "it is not installed; Terraform 1.11 formats, validates and tests the definitions"
fi
if command -v kubectl >/dev/null; then
  check_with_kubectl
else
  skip kubectl "it is not installed"
fi
((failed == 0)) || exit 1
