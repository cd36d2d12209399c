#!/usr/bin/env bash
# What the Makefile needs done once on a bare Debian or Ubuntu: the environment, its packages, and
# the programs that tests drive. Programs come through apt where this user may install them.
set -euo pipefail

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

apt_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq || return 1
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Turns what pip prints, a line a package, into a count: in place on a terminal, else in steps.
count_packages() {
  local all=$1 done=0 line
  while IFS= read -r line; do
    case $line in
      Collecting*|Requirement\ already*)
        done=$((done + 1))
        if [[ -t 1 ]]; then
          printf '\r\033[K    %d of %d packages' "$done" "$all"
        elif ((done % 20 == 0)); then
          printf '    %d of %d packages\n' "$done" "$all"
        fi ;;
      Installing\ collected*) printf '    unpacking\n' ;;
    esac
  done
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
}

find_python() {
  local name
  for name in "${PYTHON:-python3.11}" python3 python3.12 python3.13; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

make_environment() {
  local python
  python=$(find_python) || { say "Installing Python"; apt_install python3 && python=$(find_python); } ||
    die "Python 3.11 or later is needed: apt-get install python3 python3-venv"
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "Installing python3-venv"
    apt_install python3-venv || die "this Python makes no environments: apt-get install python3-venv"
  fi
  say "Making $1 with $("$python" --version)"
  "$python" -m venv "$1"
}

install_packages() {
  "$1/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
    --require-hashes -r "$2" 2> >(grep -v '^WARNING: ' >&2 || true) |
    count_packages "$(grep -c == "$2")"
  # The checkout itself, without a build: on the path, with the command beside Python's own.
  local site
  site=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  pwd >"$site/raised_hand.pth"
  printf '#!/bin/sh\nexec "%s/bin/python" -m classroom "$@"\n' "$(cd "$1" && pwd)" >"$1/bin/classroom"
  chmod +x "$1/bin/classroom"
}

# OpenCV 4, the last with Haar cascades, for the speed benchmark: all else comes from the environment
# around it, which is looked in second.
install_haar() {
  local site outer
  say "Installing OpenCV 4 beside, for the speed benchmark"
  "$1/bin/python" -m venv --without-pip "$1/haar"
  site=$("$1/haar/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  outer=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  "$1/bin/python" -m pip install --disable-pip-version-check --no-input --quiet --no-deps \
    --require-hashes --target "$site" --upgrade -r deploy/requirements-haar.txt
  printf '%s\n%s\n' "$outer" "$(pwd)" >"$site/around.pth"
}

chromium_works() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then return; fi
  done
  return 1
}

pdf_works() {
  "$1/bin/python" -c 'import weasyprint' >/dev/null 2>&1
}

install_programs() {
  if ! chromium_works; then
    say "Installing Chromium for the browser tests"
    { apt_install chromium && chromium_works; } || "$1/bin/python" -m playwright install chromium ||
      say "No Chromium can be installed here: the browser tests will skip"
  fi
  if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && ! command -v initdb >/dev/null; then
    say "Installing PostgreSQL for the tests of the store"
    apt_install postgresql || say "PostgreSQL cannot be installed here: its tests will skip"
  fi
  if ! pdf_works "$1" || ! command -v pdftotext >/dev/null; then
    say "Installing what sets PDF reports, and what reads them in tests"
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils ||
      say "Pango and poppler cannot be installed here: tests of PDF reports will fail or skip"
  fi
}

case "${1:-}" in
  environment) make_environment "$2" ;;
  packages) install_packages "$2" "$3" ;;
  haar) install_haar "$2" ;;
  programs) install_programs "$2" ;;
  *) die "environment, packages, haar or programs" ;;
esac
