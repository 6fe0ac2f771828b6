#!/bin/sh
# SPDX-License-Identifier: MIT
# check_format.sh ROOT: fails if `./dev format` would change a source file.
command -v clang-format-14 >/dev/null || { echo "clang-format-14 is not installed"; exit 77; }
cd "$1" || exit 1
find core ui app plugins tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 clang-format-14 --dry-run --Werror --ferror-limit=1
