#!/usr/bin/env bash
# What the action of this repository runs: the policy looked at and tested, then posts, accounts and
# roles checked. Findings become annotations, a SARIF file and the summary of the job.
#
# All that comes from outside comes as an environment variable, never as a part of this text:
#   POLICYCHECK   the program
#   PROJECT       the folder with policycheck.yaml
#   TO_CHECK      files and folders, one a line, relative to PROJECT; nothing for all of the project
#   POLICY        another policy than that of the project
#   FAIL_ON       severities, with commas or one a line; nothing for those of the project
#   WITH_POLICY   true: run lint and test too
#   SARIF         the file to write, relative to GITHUB_WORKSPACE
# and GITHUB_WORKSPACE, GITHUB_STEP_SUMMARY, GITHUB_OUTPUT and RUNNER_TEMP as GitHub sets them.
set -euo pipefail

status=0
errors="$RUNNER_TEMP/policycheck-errors.txt"
summary="$RUNNER_TEMP/policycheck-summary.md"

# Runs policycheck; its standard error is shown while GitHub obeys no command in it, since it names
# files, and anybody can give a file a name.
run() {
  local ended=0 token
  "$POLICYCHECK" "$@" 2> "$errors" || ended=$?
  token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  echo "::stop-commands::$token"
  cat "$errors"
  echo "::$token::"
  if [ "$ended" -gt "$status" ]; then status="$ended"; fi
}

lines() { printf '%s\n' "$1" | tr "$2" '\n'; }

options=()
while IFS= read -r line; do
  if [ -n "$line" ]; then options+=(--fail-on "$line"); fi
done < <(lines "$FAIL_ON" ', ')

named=()
if [ -n "$POLICY" ]; then named+=(--policy "$POLICY"); fi

paths=()
while IFS= read -r line; do
  if [ -n "$line" ]; then paths+=("$line"); fi
done < <(lines "$TO_CHECK" '\n')

case "$SARIF" in
  /*) ;;
  *) SARIF="$GITHUB_WORKSPACE/$SARIF" ;;
esac

cd -- "$PROJECT"

# An empty list is spelt so that the bash of macOS, 3.2, takes it for one.
if [ "$WITH_POLICY" = true ] && { [ -n "$POLICY" ] || [ -e policycheck.yaml ]; }; then
  run lint --format github ${options[@]+"${options[@]}"} -- ${POLICY:+"$POLICY"}
  run test --format github -- ${POLICY:+"$POLICY"}
fi

run check --format github --format sarif --output "$SARIF" --format markdown --output "$summary" \
  ${named[@]+"${named[@]}"} ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"}

if [ -s "$summary" ]; then cat "$summary" >> "$GITHUB_STEP_SUMMARY"; fi
{
  echo "sarif=$SARIF"
  echo "status=$status"
} >> "$GITHUB_OUTPUT"
exit "$status"
