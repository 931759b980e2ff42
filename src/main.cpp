#include "cli/command.hpp"

int main(int argc, char** argv) {
  return worktell::cli::run_program(argc, argv);
}
