#!/bin/sh
# Builds worktell and shows it at work: sh examples/run.sh
# What is missing for the build is installed by apt-get (with sudo unless you are root), and said.
set -eu
cd "$(dirname "$0")/.."

packages="cmake g++ make pkg-config libcli11-dev libfmt-dev libsimdjson-dev libtomlplusplus-dev libexpected-dev
libpugixml-dev libzip-dev libuchardet-dev libutf8proc-dev scdoc"
. examples/setup.sh
install_packages $packages
build_release

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}
worktell=build/release/worktell
show $worktell --summary examples/data/tasks.csv
show $worktell explain "Email 2,400 subscribers about the spring launch"
show $worktell report --format html -o build/report.html examples/data/activities.csv
printf '\nOpen build/report.html in a browser: what the work of an invented company is.\n'
printf '\nThe same program with the rules of another trade:\n'
show $worktell --rules examples/support-engineering --summary examples/data/tickets.txt
printf '\nNext: %s FILE for an export of your own, %s --help for the rest.\n' "$worktell" "$worktell"
