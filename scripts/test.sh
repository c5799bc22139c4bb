#!/usr/bin/env bash
# The one test command: all checks and tests, on any machine with Node 20 or newer; installs what they need.
set -euo pipefail

if [[ ${1-} == -h || ${1-} == --help ]]; then
  cat <<'HELP'
Usage: scripts/test.sh

Installs the npm packages, more PostgreSQL servers and other migration tools for the tests (test/servers/, test/peers/)
and, when run as root on a machine with apt-get, PostgreSQL, shellcheck, rsync, pgBackRest, Java, Alembic, Sqitch and
Chromium. Then runs the checks, the tests, the build and the packaging test,
all of them even after a failure. What cannot run here is named. Exit code 0 when nothing failed, otherwise 1.
HELP
  exit 0
fi

cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
readonly CLUSTER_CONFIG=/etc/postgresql-common/createcluster.conf

has_postgres() {
  command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null
}

has_shellcheck() {
  command -v shellcheck >/dev/null
}

has_rsync() {
  command -v rsync >/dev/null
}

has_pgbackrest() {
  command -v pgbackrest >/dev/null
}

has_java() {
  command -v java >/dev/null
}

has_alembic() {
  command -v alembic >/dev/null
}

has_sqitch() {
  command -v sqitch >/dev/null
}

has_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

install_debian_packages() {
  ((EUID == 0)) && command -v apt-get >/dev/null || return 0
  local wanted=()
  has_postgres || wanted+=(postgresql)
  has_shellcheck || wanted+=(shellcheck)
  has_rsync || wanted+=(rsync)
  has_pgbackrest || wanted+=(pgbackrest)
  # Other migration tools, and what theirs run on.
  has_java || wanted+=(default-jre-headless)
  has_alembic || wanted+=(alembic python3-psycopg2)
  has_sqitch || wanted+=(sqitch libdbd-pg-perl)
  ((${#wanted[@]} == 0)) || install_packages "${wanted[@]}"
  # By itself: where a distribution has no package of that name, the others are wanted all the same.
  has_chromium || install_packages chromium
}

install_packages() {
  echo "Installing Debian packages: $*"
  { apt update -qq && prevent_cluster && apt install -qq "$@"; } ||
    echo "They could not be installed; going on without them."
}

# Only PostgreSQL's programs are wanted, not a server that runs from now on.
prevent_cluster() {
  has_postgres && return
  apt install -qq postgresql-common && echo 'create_main_cluster = false' >>"$CLUSTER_CONFIG"
}

apt() {
  local command=$1
  shift
  DEBIAN_FRONTEND=noninteractive apt-get "$command" --yes --no-install-recommends "$@" </dev/null >/dev/null
}

# Apart from the other packages, so that nobody downloads them who only uses the tool. The stamp is as theirs.
install_for_tests() {
  local folder=$1 what=$2
  local stamp=$folder/node_modules/.lockkeeper-install
  cmp -s -- "$folder/package-lock.json" "$stamp" && return
  echo "Installing $what for the tests"
  npm ci --prefix "$folder" --ignore-scripts --include=optional --include=dev --no-audit --no-fund --loglevel=error </dev/null &&
    cp -- "$folder/package-lock.json" "$stamp"
}

summary=()
failed=0

# step NAME COMMAND...: runs it, times it, and goes on whatever comes out.
step() {
  local name=$1 start=$SECONDS outcome=passed
  shift
  printf '\n== %s\n' "$name"
  "$@" </dev/null || { outcome=FAILED && failed=$((failed + 1)); }
  summary+=("$(printf '%-10s %-20s %4d s' "$outcome" "$name" $((SECONDS - start)))")
}

skip() {
  summary+=("$(printf '%-10s %-20s %s' skipped "$1" "$2")")
}

install_debian_packages
step packages bash scripts/install-dependencies.sh
# From here on node is the one that the packages brought, for npm's scripts and for all that they start.
export PATH="$PWD/node_modules/.bin:$PATH"
step checks npm run --silent check
if has_shellcheck; then
  step "shell scripts" shellcheck scripts/*.sh ci/*/*.sh infra/image/*.sh .ci/run
else
  skip "shell scripts" "shellcheck is not installed"
fi
install_for_tests test/servers "more PostgreSQL servers" ||
  skip "test servers" "could not be installed; tests go without PostgreSQL 16 and 17"
install_for_tests test/peers "other migration tools" ||
  skip "test peers" "could not be installed; tests go without other migration tools"
has_postgres || skip "system PostgreSQL" "not installed; the tests that compare with it say so by name"
has_rsync || skip "GitLab pipeline" "rsync is not installed; the test that runs it is skipped"
has_pgbackrest || skip "pgBackRest" "not installed; the tests of backups by it are skipped"
has_chromium || skip "Chromium" "not installed; the tests of the rehearsal's page are skipped"
step tests npm test --silent
step build npm run --silent build
step "packaging" npm run --silent test:packaging

printf '\n'
printf '%s\n' "${summary[@]}"
if ((failed > 0)); then
  echo "FAILED: $failed of ${#summary[@]} steps, ${SECONDS} s in all."
  exit 1
fi
echo "OK: everything that can run here passed, ${SECONDS} s in all."
