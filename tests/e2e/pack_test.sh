#!/bin/bash
# The built-in pack: every example of every rule holds, and lint finds nothing wrong.
. "$(dirname "$0")/lib.sh"

run rules test
want_status 0
want "$out" ' examples of '
want "$out" ', 0 failed'

run rules lint
want "$out" ' rules: 0 errors, '

finish
