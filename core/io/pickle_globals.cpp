// SPDX-License-Identifier: MIT
#include "io/pickle_globals.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ldm::pickle {

namespace {

using namespace std::string_view_literals;

/// Python's types and plain containers: building one does no harm.
constexpr std::array kHarmlessBuiltins = {
    "bool"sv,      "bytearray"sv, "bytes"sv, "complex"sv, "dict"sv,    "float"sv,
    "frozenset"sv, "int"sv,       "list"sv,  "long"sv,    "object"sv,  "range"sv,
    "set"sv,       "slice"sv,     "str"sv,   "tuple"sv,   "unicode"sv, "xrange"sv};

/// Modules whose functions reach the system, the network or the interpreter.
constexpr std::array kSystemModules = {"_io"sv,       "_posixsubprocess"sv,
                                       "_pyio"sv,     "_thread"sv,
                                       "aiohttp"sv,   "asyncio"sv,
                                       "atexit"sv,    "bdb"sv,
                                       "cProfile"sv,  "cloudpickle"sv,
                                       "code"sv,      "codeop"sv,
                                       "commands"sv,  "ctypes"sv,
                                       "dill"sv,      "doctest"sv,
                                       "ensurepip"sv, "fileinput"sv,
                                       "ftplib"sv,    "gc"sv,
                                       "glob"sv,      "http"sv,
                                       "httpx"sv,     "imp"sv,
                                       "importlib"sv, "inspect"sv,
                                       "io"sv,        "joblib"sv,
                                       "linecache"sv, "marshal"sv,
                                       "mmap"sv,      "multiprocessing"sv,
                                       "nt"sv,        "ntpath"sv,
                                       "operator"sv,  "os"sv,
                                       "pdb"sv,       "pickle"sv,
                                       "pip"sv,       "pkgutil"sv,
                                       "platform"sv,  "popen2"sv,
                                       "posix"sv,     "posixpath"sv,
                                       "profile"sv,   "pty"sv,
                                       "pydoc"sv,     "requests"sv,
                                       "runpy"sv,     "shelve"sv,
                                       "shutil"sv,    "signal"sv,
                                       "site"sv,      "smtplib"sv,
                                       "socket"sv,    "sqlite3"sv,
                                       "ssl"sv,       "subprocess"sv,
                                       "sys"sv,       "tempfile"sv,
                                       "threading"sv, "timeit"sv,
                                       "trace"sv,     "types"sv,
                                       "urllib"sv,    "urllib2"sv,
                                       "urllib3"sv,   "uuid"sv,
                                       "venv"sv,      "webbrowser"sv,
                                       "xmlrpc"sv,    "zipimport"sv};
static_assert(std::is_sorted(kHarmlessBuiltins.begin(), kHarmlessBuiltins.end()));
static_assert(std::is_sorted(kSystemModules.begin(), kSystemModules.end()));

constexpr std::array kStorages = {
    std::pair<std::string_view, c10::ScalarType>{"BFloat16Storage"sv, c10::ScalarType::BFloat16},
    std::pair<std::string_view, c10::ScalarType>{"BoolStorage"sv, c10::ScalarType::Bool},
    std::pair<std::string_view, c10::ScalarType>{"ByteStorage"sv, c10::ScalarType::Byte},
    std::pair<std::string_view, c10::ScalarType>{"CharStorage"sv, c10::ScalarType::Char},
    std::pair<std::string_view, c10::ScalarType>{"ComplexDoubleStorage"sv,
                                                 c10::ScalarType::ComplexDouble},
    std::pair<std::string_view, c10::ScalarType>{"ComplexFloatStorage"sv,
                                                 c10::ScalarType::ComplexFloat},
    std::pair<std::string_view, c10::ScalarType>{"DoubleStorage"sv, c10::ScalarType::Double},
    std::pair<std::string_view, c10::ScalarType>{"FloatStorage"sv, c10::ScalarType::Float},
    std::pair<std::string_view, c10::ScalarType>{"HalfStorage"sv, c10::ScalarType::Half},
    std::pair<std::string_view, c10::ScalarType>{"IntStorage"sv, c10::ScalarType::Int},
    std::pair<std::string_view, c10::ScalarType>{"LongStorage"sv, c10::ScalarType::Long},
    std::pair<std::string_view, c10::ScalarType>{"ShortStorage"sv, c10::ScalarType::Short},
};

/// torch's classes may be built in a pickle; of its functions only those that rebuild tensors.
bool is_forbidden_in_torch(std::string_view module, std::string_view name)
{
    const bool is_class = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    const bool rebuilds =
        name.starts_with("_rebuild_") && (module == "torch._utils" || module == "torch._tensor");
    const bool plain = module == "torch" && (name == "device" || name == "dtype");
    return !is_class && !rebuilds && !plain;
}

bool is_forbidden(std::string_view module, std::string_view name)
{
    const auto top = module.substr(0, module.find('.'));
    if (top == "builtins" || top == "__builtin__")
        return !std::binary_search(kHarmlessBuiltins.begin(), kHarmlessBuiltins.end(), name);
    if (top == "torch")
        return is_forbidden_in_torch(module, name);
    return std::binary_search(kSystemModules.begin(), kSystemModules.end(), top);
}

}  // namespace

GlobalKind classify_global(std::string_view module, std::string_view name)
{
    if (module == "collections" && name == "OrderedDict")
        return GlobalKind::OrderedDict;
    if (module == "torch._utils") {
        if (name == "_rebuild_tensor_v2" || name == "_rebuild_tensor")
            return GlobalKind::RebuildTensor;
        if (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state")
            return GlobalKind::RebuildParameter;
    }
    if (module == "torch._tensor" && name == "_rebuild_from_type_v2")
        return GlobalKind::RebuildFromType;
    if (module == "torch" && name == "Size")
        return GlobalKind::TorchSize;
    if ((module == "torch" || module == "torch.storage") && name.ends_with("Storage"))
        return GlobalKind::StorageType;
    return is_forbidden(module, name) ? GlobalKind::Forbidden : GlobalKind::Inert;
}

std::optional<c10::ScalarType> storage_dtype(std::string_view name)
{
    for (const auto& [storage, dtype] : kStorages)
        if (storage == name)
            return dtype;
    return std::nullopt;
}

const char* storage_class(c10::ScalarType dtype)
{
    for (const auto& [storage, known] : kStorages)
        if (known == dtype)
            return storage.data();  // of a literal, so it ends with a zero
    return nullptr;
}

}  // namespace ldm::pickle
