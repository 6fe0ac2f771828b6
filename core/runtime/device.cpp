// SPDX-License-Identifier: MIT
#include "runtime/device.h"

#include <ATen/Parallel.h>

#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>
#include <thread>

namespace ldm {

namespace {

// Value of "key : value" lines of /proc/cpuinfo, in order.
std::vector<std::string> cpuinfo(const std::string& key)
{
    std::ifstream in("/proc/cpuinfo");
    std::vector<std::string> values;
    for (std::string line; std::getline(in, line);)
        if (line.rfind(key, 0) == 0) {
            const auto colon = line.find(':');
            if (colon != std::string::npos && colon + 2 <= line.size())
                values.push_back(line.substr(colon + 2));
        }
    return values;
}

int physical_cores()
{
    const auto cores = cpuinfo("core id");
    const auto packages = cpuinfo("physical id");
    std::set<std::string> distinct;
    for (size_t i = 0; i < cores.size(); ++i)
        distinct.insert(cores[i] + "/" + (i < packages.size() ? packages[i] : ""));
    const int logical = int(std::max(1u, std::thread::hardware_concurrency()));
    return distinct.empty() ? logical : std::min(int(distinct.size()), logical);
}

bool has_bf16()
{
    const auto flags = cpuinfo("flags");
    return !flags.empty() && (flags.front().find("avx512_bf16") != std::string::npos ||
                              flags.front().find("amx_bf16") != std::string::npos);
}

}  // namespace

std::vector<DeviceInfo> list_devices()
{
    DeviceInfo cpu;
    cpu.id = "cpu";
    const auto names = cpuinfo("model name");
    cpu.name = names.empty() ? "Processor" : names.front();
    cpu.threads = at::get_num_threads();
    cpu.memory = std::uintmax_t(sysconf(_SC_PHYS_PAGES)) * std::uintmax_t(sysconf(_SC_PAGESIZE));
    cpu.bf16 = has_bf16();
    return {cpu};
}

c10::ScalarType resolve_dtype(DType dtype)
{
    if (dtype == DType::Bf16 || (dtype == DType::Auto && has_bf16()))
        return c10::ScalarType::BFloat16;
    return c10::ScalarType::Float;
}

void set_compute_threads(int threads)
{
    at::set_num_threads(threads > 0 ? threads : physical_cores());
}

}  // namespace ldm
