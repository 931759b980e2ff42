#!/bin/bash
# The built program labels one plain text of each kind, one line out for one line in.
set -eu
worktell=$1
printf 'Send the buyer a quote for 40 seats by Friday\nWrite the autumn newsletter for our subscribers\nFix the login bug in the API\n' |
  "$worktell" --format tsv | cut -f 1 >"${TMPDIR:-/tmp}/worktell-smoke.$$"
trap 'rm -f "${TMPDIR:-/tmp}/worktell-smoke.$$"' EXIT
printf 'sales\nmarketing\nneither\n' | diff - "${TMPDIR:-/tmp}/worktell-smoke.$$"
