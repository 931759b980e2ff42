# What `cmake --install` puts where.
include(CMakePackageConfigHelpers)

install(TARGETS worktell RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS worktell_lib EXPORT worktellTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY src/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/worktell FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/worktell/rules)
install(FILES src/output/verdict.schema.json src/output/check.schema.json src/report/report.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/worktell)
if(EXISTS ${PROJECT_SOURCE_DIR}/LICENSE)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

# Programs that embed the library: find_package(worktell), link worktell::worktell.
install(EXPORT worktellTargets NAMESPACE worktell:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/worktell)
file(WRITE ${PROJECT_BINARY_DIR}/worktellConfig.cmake "include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(fmt)
find_dependency(tl-expected)
find_dependency(simdjson)
find_dependency(tomlplusplus)
find_dependency(pugixml)
find_dependency(CLI11)
find_dependency(PkgConfig)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
include(\${CMAKE_CURRENT_LIST_DIR}/worktellTargets.cmake)
")
write_basic_package_version_file(${PROJECT_BINARY_DIR}/worktellConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/worktellConfig.cmake ${PROJECT_BINARY_DIR}/worktellConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/worktell)

# Completions and the man page come from the program's own tables of options.
set(made ${PROJECT_BINARY_DIR}/share)
set(made_files ${made}/worktell.bash ${made}/_worktell ${made}/worktell.fish ${made}/worktell.1.scd)
add_custom_command(OUTPUT ${made_files}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${made}
  COMMAND worktell completions bash > ${made}/worktell.bash
  COMMAND worktell completions zsh > ${made}/_worktell
  COMMAND worktell completions fish > ${made}/worktell.fish
  COMMAND worktell man > ${made}/worktell.1.scd
  DEPENDS worktell VERBATIM)
find_program(SCDOC scdoc)
if(SCDOC)
  add_custom_command(OUTPUT ${made}/worktell.1 COMMAND ${SCDOC} < ${made}/worktell.1.scd > ${made}/worktell.1
    DEPENDS ${made}/worktell.1.scd VERBATIM)
  list(APPEND made_files ${made}/worktell.1)
  install(FILES ${made}/worktell.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
else()
  message(STATUS "scdoc was not found: no man page will be made")
endif()
add_custom_target(worktell_share ALL DEPENDS ${made_files})
install(FILES ${made}/worktell.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME worktell)
install(FILES ${made}/_worktell DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${made}/worktell.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
