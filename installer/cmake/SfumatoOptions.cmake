# SPDX-License-Identifier: MIT
# Options, language level, warnings and output folders: the same for every target.
option(SFUMATO_WITH_UI "Build the window (needs Qt 6)" ON)
option(SFUMATO_WITH_TESTS "Build the tests (needs Qt 6 Test)" ON)
option(SFUMATO_GPU_TESTS "Comparison of a GPU with the processor (tests/gpu/run)" OFF)
option(SFUMATO_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(SFUMATO_FUZZ "Fuzzing programs only (needs clang)" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# Packing and installing need the programs alone, not every test.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Precompiled headers and clones in other folders share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

# Linked by every target of ours, never by what we depend on.
add_library(sfumato_warnings INTERFACE)
target_compile_options(sfumato_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror)
if(SFUMATO_FUZZ)
  add_compile_options(-fsanitize=address,fuzzer-no-link -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=address,fuzzer-no-link)
  set(SFUMATO_WITH_UI OFF)
  set(SFUMATO_WITH_TESTS OFF)
endif()
if(SFUMATO_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
