# What `cmake --install` puts where, and a program that finds the package and links the library.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$worktell")
[ -f "$build/cmake_install.cmake" ] || exit 77
for file in worktell.bash _worktell worktell.fish worktell.1.scd; do
  [ -f "$build/share/$file" ] || cmake --build "$build" --target worktell_share >/dev/null || fail "worktell_share is not built"
done
checks=$((checks + 1))
cmake --install "$build" --prefix "$work/put" >install.log 2>&1 || fail "cmake --install: $(tail -5 install.log)"
there() {
  checks=$((checks + 1))
  [ -n "$(find put -path "put/$1" -type f -size +0 | head -n 1)" ] || fail "$1 was not installed"
}
there 'bin/worktell'
there 'lib*/libworktell.a'
there 'include/worktell/score/labeller.hpp'
there 'include/worktell/rules/compiled.hpp'
there 'lib*/cmake/worktell/worktellConfig.cmake'
there 'lib*/cmake/worktell/worktellConfigVersion.cmake'
there 'share/bash-completion/completions/worktell'
there 'share/zsh/site-functions/_worktell'
there 'share/fish/vendor_completions.d/worktell.fish'
there 'share/worktell/rules/sales-marketing/pack.toml'
there 'share/worktell/rules/README.md'
there 'share/worktell/verdict.schema.json'
there 'share/worktell/check.schema.json'
command -v scdoc >/dev/null && there 'share/man/man1/worktell.1'
[ -z "$(find put -name '*.cpp' -o -name '*_test*' | head -n 1)" ] || fail "sources or tests were installed"

# The binary works anywhere, without the folder that it was built in.
answer=$(cd / && printf 'Fix the login page\n' | "$work/put/bin/worktell" --format tsv)
last="the installed worktell"
want "$answer" 'Fix the login page'

# Every file of the library's manual stands on its own two feet below include/worktell; a program links it.
mkdir program
cat >program/CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES CXX)
find_package(worktell REQUIRED)
add_executable(tiny tiny.cpp)
target_compile_features(tiny PRIVATE cxx_std_20)
target_link_libraries(tiny PRIVATE worktell::worktell)
CMAKE
cat >program/tiny.cpp <<'CPP'
#include <cstdio>

#include "rules/compiled.hpp"
#include "score/labeller.hpp"

int main() {
  const auto& pack = worktell::rules::built_in_pack();
  worktell::score::Labeller labeller(pack);
  const auto& verdict = labeller.label("Fix the login page");
  std::puts(std::string(pack.label_name(static_cast<std::size_t>(verdict.label))).c_str());
}
CPP
sanitize=$(sed -n 's/^WORKTELL_SANITIZE:[A-Z]*=//p' "$build/CMakeCache.txt")
checks=$((checks + 1))
if cmake -S program -B tiny -DCMAKE_PREFIX_PATH="$work/put" -DCMAKE_CXX_FLAGS="${sanitize:+-fsanitize=$sanitize}" >tiny.log 2>&1 &&
  cmake --build tiny >>tiny.log 2>&1; then
  [ "$(tiny/tiny)" = neither ] || fail "the program that links the library says $(tiny/tiny)"
else
  fail "a program does not find or link the library: $(tail -20 tiny.log)"
fi

# The man page, without a warning, by both of the usual readers.
if command -v scdoc >/dev/null; then
  page=$(find put -name worktell.1 | head -n 1)
  checks=$((checks + 1))
  grep -q 'min' "$page" || fail "the man page lacks an option"
  if command -v man >/dev/null; then
    checks=$((checks + 1))
    MANWIDTH=80 man --warnings -l "$page" >man.out 2>man.err || fail "man refuses the page"
    [ ! -s man.err ] || fail "man warns: $(head -5 man.err)"
    grep -q 'EXIT STATUS' man.out || fail "the man page has no exit status"
  fi
  if command -v mandoc >/dev/null; then
    checks=$((checks + 1))
    mandoc -T lint -W error "$page" >mandoc.out 2>&1 || fail "mandoc: $(head -5 mandoc.out)"
  fi
fi
finish
