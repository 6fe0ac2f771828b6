// SPDX-License-Identifier: MIT
#include "job/low_priority.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sfumato {

void standBack()
{
#ifdef Q_OS_LINUX
    constexpr int kNiceness = 10;
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), kNiceness);
#endif
}

}  // namespace sfumato
