# The report's page in headless Chromium: it opens, searches, filters, sorts, shows reasons; hostile texts stay texts;
# 100,000 activities respond. Without Chromium the test is skipped.
. "$(dirname "$0")/lib.sh"
command -v chromium >/dev/null || { echo "skipped: there is no chromium"; exit 77; }
python3 "$tests/report_page_test.py" "$worktell" "$tests"
