// SPDX-License-Identifier: MIT
#include "runtime/gpu_library.h"

#include <ATen/Context.h>

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace ldm {

namespace {

constexpr const char* kDriver = "libcuda.so.1";
constexpr const char* kTorch = "libtorch_cuda.so";
constexpr const char* kKernels = "libldm_cuda.so";

// The few functions of the driver that describe devices, by their names in its library.
class Driver {
public:
    Driver() : library_(dlopen(kDriver, RTLD_NOW | RTLD_LOCAL)) {}

    std::vector<GpuInfo> gpus() const
    {
        std::vector<GpuInfo> found;
        const auto init = function<int(unsigned)>("cuInit");
        const auto count = function<int(int*)>("cuDeviceGetCount");
        const auto name = function<int(char*, int, int)>("cuDeviceGetName");
        const auto memory = function<int(std::size_t*, int)>("cuDeviceTotalMem_v2");
        const auto attribute = function<int(int*, int, int)>("cuDeviceGetAttribute");
        int devices = 0;
        if (!init || !count || !name || !memory || !attribute || init(0) != 0 ||
            count(&devices) != 0)
            return found;
        constexpr int kMajor = 75, kMinor = 76;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_…
        for (int i = 0; i < devices; ++i) {
            char text[256] = {};
            std::size_t bytes = 0;
            int major = 0, minor = 0;
            name(text, int(sizeof text) - 1, i);
            memory(&bytes, i);
            attribute(&major, kMajor, i);
            attribute(&minor, kMinor, i);
            found.push_back({text, bytes, major * 10 + minor});
        }
        return found;
    }

private:
    template <typename Signature>
    Signature* function(const char* name) const
    {
        return library_ ? reinterpret_cast<Signature*>(dlsym(library_, name)) : nullptr;
    }

    void* library_;  ///< stays open: other libraries use it too
};

struct GpuLibrary {
    void* torch = nullptr;
    void* kernels = nullptr;
    std::string problem;
};

// A library beside LibTorch's or ours, or where the system looks.
void* open_library(const char* name, std::string& problem)
{
    void* library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        problem = dlerror();
    return library;
}

const GpuLibrary& gpu_library()
{
    static const GpuLibrary library = [] {
        GpuLibrary opened;
        if (list_gpus().empty()) {
            opened.problem = "no NVIDIA device or no driver for it was found";
            return opened;
        }
        std::string problem;
        opened.torch = open_library(kTorch, problem);
        if (!opened.torch || !at::hasCUDA()) {
            opened.problem =
                "LibTorch's CUDA part cannot be opened (" + problem + "); “./dev gpu” fetches it";
            opened.torch = nullptr;
            return opened;
        }
        // fp32 means fp32: LibTorch's convolutions would round to 10 bits.
        at::globalContext().setAllowTF32CuDNN(false);
        const char* wanted = std::getenv("SFUMATO_CUDA_KERNELS");
        if (!wanted || std::string_view(wanted) != "0")
            opened.kernels = open_library(kKernels, problem);  // without them: LibTorch's own
        return opened;
    }();
    return library;
}

}  // namespace

const std::vector<GpuInfo>& list_gpus()
{
    static const std::vector<GpuInfo> gpus = [] {
        std::error_code ignored;
        if (!std::filesystem::exists("/dev/nvidiactl", ignored) &&
            !std::filesystem::exists("/dev/dxg", ignored))  // Windows' Linux has the second
            return std::vector<GpuInfo>();
        return Driver().gpus();
    }();
    return gpus;
}

bool open_gpu_library()
{
    return gpu_library().torch != nullptr;
}

const std::string& gpu_problem()
{
    return gpu_library().problem;
}

void* gpu_symbol(const char* name)
{
    auto* kernels = gpu_library().kernels;
    return kernels ? dlsym(kernels, name) : nullptr;
}

}  // namespace ldm
