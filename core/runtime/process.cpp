// SPDX-License-Identifier: MIT
#include "ldm/process.h"

#include <unistd.h>
#include <cstdlib>

namespace ldm {

void limit_spinning(char** argv)
{
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT"))
        return;
    ::setenv("GOMP_SPINCOUNT", "2000", 1);
    ::execv("/proc/self/exe", argv);
}

}  // namespace ldm
