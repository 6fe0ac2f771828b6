// SPDX-License-Identifier: MIT
#include "runtime/device.h"

#include "ldm/error.h"
#include "runtime/gpu_library.h"

#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <omp.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
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

// This process's share where several use the machine; never more than it is bound to.
int physical_cores(int sharing)
{
    const auto cores = cpuinfo("core id");
    const auto packages = cpuinfo("physical id");
    std::set<std::string> distinct;
    for (size_t i = 0; i < cores.size(); ++i)
        distinct.insert(cores[i] + "/" + (i < packages.size() ? packages[i] : ""));
    const int logical = int(std::max(1u, std::thread::hardware_concurrency()));
    const int physical = distinct.empty() ? logical : int(distinct.size());
    return std::min(std::max(1, physical / sharing), logical);
}

}  // namespace

bool has_bf16()
{
    const auto flags = cpuinfo("flags");
    return !flags.empty() && (flags.front().find("avx512_bf16") != std::string::npos ||
                              flags.front().find("amx_bf16") != std::string::npos);
}

std::vector<DeviceInfo> list_devices()
{
    DeviceInfo cpu;
    cpu.id = "cpu";
    const auto names = cpuinfo("model name");
    cpu.name = names.empty() ? "Processor" : names.front();
    cpu.threads = at::get_num_threads();
    cpu.memory = std::uintmax_t(sysconf(_SC_PHYS_PAGES)) * std::uintmax_t(sysconf(_SC_PAGESIZE));
    cpu.bf16 = has_bf16();
    std::vector<DeviceInfo> devices{cpu};
    for (const auto& gpu : list_gpus()) {
        DeviceInfo info;
        info.id = "cuda:" + std::to_string(devices.size() - 1);
        info.name = gpu.name;
        info.memory = gpu.memory;
        info.bf16 = gpu.bf16();
        devices.push_back(info);
    }
    return devices;
}

c10::Device resolve_device(std::string_view name)
{
    const auto refuse = [&name](const std::string& why) {
        throw Error(ErrorCode::BadArgument,
                    "The device “" + std::string(name) + "” cannot be used: " + why + ".",
                    "device");
    };
    if (name == "cpu" || (name == "auto" && !open_gpu_library()))
        return c10::kCPU;
    int index = 0;
    const std::string_view number = name.size() > 5 ? name.substr(5) : "";
    const bool indexed = name.substr(0, 5) == "cuda:" &&
                         std::from_chars(number.data(), number.data() + number.size(), index).ptr ==
                             number.data() + number.size() &&
                         !number.empty();
    if (name != "auto" && name != "cuda" && !indexed)
        refuse("devices are named auto, cpu, cuda or cuda:NUMBER");
    if (!open_gpu_library())
        refuse(gpu_problem());
    if (index < 0 || index >= int(list_gpus().size()))
        refuse("there are " + std::to_string(list_gpus().size()) + " GPUs, counted from 0");
    return c10::Device(c10::kCUDA, c10::DeviceIndex(index));
}

void wait_for(c10::Device device)
{
    if (!device.is_cpu())
        c10::impl::VirtualGuardImpl(device.type()).synchronizeDevice(device.index());
}

void release_cached_memory(c10::Device device)
{
    if (!device.is_cpu())
        at::getDeviceAllocator(device.type())->emptyCache();
}

c10::ScalarType resolve_dtype(DType dtype, c10::Device device)
{
    if (device.is_cuda()) {
        const bool bf16 = list_gpus().at(size_t(device.index())).bf16();
        if (dtype == DType::Fp16 || (dtype == DType::Auto && !bf16))
            return c10::ScalarType::Half;
        return dtype == DType::Fp32 ? c10::ScalarType::Float : c10::ScalarType::BFloat16;
    }
    if (dtype == DType::Fp16)
        throw Error(ErrorCode::BadArgument,
                    "fp16 is for GPUs; choose bf16 or fp32 on this processor.", "dtype");
    if (dtype == DType::Bf16 || (dtype == DType::Auto && has_bf16()))
        return c10::ScalarType::BFloat16;
    return c10::ScalarType::Float;
}

void set_compute_threads(int threads, int sharing)
{
    // Kernels that count on more threads than OpenMP gives them leave parts of their work undone.
    const int wanted = threads > 0 ? threads : physical_cores(sharing);
    at::set_num_threads(std::min(wanted, omp_get_thread_limit()));
}

}  // namespace ldm
