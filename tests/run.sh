#!/bin/sh
# Builds worktell and runs all its tests: sh tests/run.sh [arguments of ctest, such as -R unit]
# What is missing is installed by apt-get (with sudo unless you are root), and said.
set -eu
cd "$(dirname "$0")/.."

packages="cmake g++ make pkg-config libcli11-dev libfmt-dev libsimdjson-dev libtomlplusplus-dev libexpected-dev
libpugixml-dev libzip-dev libuchardet-dev libutf8proc-dev scdoc
doctest-dev librapidcheck-dev python3 python3-jsonschema python3-markdown python3-yaml git libxml2-utils"
. examples/setup.sh
install_packages $packages
build_release
quietly cmake --build --preset release --target tests
exec ctest --preset release "$@"
