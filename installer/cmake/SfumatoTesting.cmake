# SPDX-License-Identifier: MIT
# sfumato_add_test(NAME SOURCES … LIBS … [TORCH] [LABELS …] [TIMEOUT seconds])
# One Qt Test program, run through ctest without a display. TORCH: the sources include LibTorch
# headers and use core's precompiled header.

# Tests with LibTorch share one precompiled header: half a gigabyte and a minute for each otherwise.
if(SFUMATO_WITH_TESTS)
  add_library(sfumato_test_pch OBJECT EXCLUDE_FROM_ALL
      ${PROJECT_SOURCE_DIR}/tests/support/torch_pch.cpp)
  target_link_libraries(sfumato_test_pch PRIVATE sfumato::torch sfumato_warnings)
  target_precompile_headers(sfumato_test_pch PRIVATE ${PROJECT_SOURCE_DIR}/core/torch_pch.h)
  set_target_properties(sfumato_test_pch PROPERTIES AUTOMOC OFF)
endif()

function(sfumato_add_test name)
  cmake_parse_arguments(ARG "TORCH" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test sfumato_warnings)
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS
      SFUMATO_SOURCE_DIR="${PROJECT_SOURCE_DIR}" SFUMATO_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR}/tests)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  if(ARG_TORCH)
    target_link_libraries(${name} PRIVATE sfumato::torch ldm)
    target_precompile_headers(${name} REUSE_FROM sfumato_test_pch)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  # Passive: threads that wait must not take the time of tests that run beside them.
  set(environment QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software LC_ALL=C.UTF-8
      OMP_WAIT_POLICY=passive)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
      ENVIRONMENT "${environment}")
endfunction()
