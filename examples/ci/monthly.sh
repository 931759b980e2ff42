#!/bin/sh
# The month that is over, from exports named YYYY-MM.csv in one folder. A crontab line, at 6 on the 1st of each month:
# 0 6 1 * * PATH=/usr/local/bin:/usr/bin:/bin sh /srv/log/monthly.sh /srv/log
# Writes YYYY-MM.check.md, YYYY-MM.ndjson (the verdicts) and all.html: every month so far, on one page.
# Prints nothing when all is well, since cron mails what is printed. Exit code: that of the check.
#   sh monthly.sh FOLDER [YYYY-MM]
set -eu
cd "$1"
month=${2:-$(date -d "$(date +%Y-%m-01) -1 day" +%Y-%m)}

status=0
worktell check "$month.csv" --all --report "markdown=$month.check.md" --report "ndjson=$month.ndjson" \
  >"$month.log" 2>&1 || status=$?
[ $status -eq 0 ] || cat "$month.log"
[ $status -le 1 ] || exit $status
worktell report --format html -o all.html ./????-??.ndjson
exit $status
