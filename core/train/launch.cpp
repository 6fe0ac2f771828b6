// SPDX-License-Identifier: MIT
#include "train/launch.h"

#include "ldm/error.h"

#include <charconv>
#include <cstdlib>

namespace ldm::train {

namespace {

[[noreturn]] void fail(const std::string& name, const std::string& problem)
{
    throw Error(ErrorCode::BadArgument,
                "The processes of this run cannot find each other: " + name + " " + problem + ".",
                name);
}

int number(const Environment& environment, const char* name, int low, int high)
{
    const auto text = environment(name);
    if (!text)
        fail(name, "is not set");
    int value = 0;
    const auto end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || value < low || value > high)
        fail(name, "is '" + *text + "' and must be a number from " + std::to_string(low) + " to " +
                       std::to_string(high));
    return value;
}

int number_or(const Environment& environment, const char* name, int low, int high, int fallback)
{
    return environment(name) ? number(environment, name, low, high) : fallback;
}

// The first host of Slurm's short form: "a1,b" → a1, "n[003-007,9]x" → n003x.
std::string first_host(const std::string& list)
{
    const auto end = list.find_first_of(",[");
    if (end == std::string::npos || list[end] == ',')
        return list.substr(0, end);
    const auto last = list.find_first_of(",-]", end);
    const auto close = list.find(']', end);
    if (last == std::string::npos || close == std::string::npos)
        return {};
    const auto suffix = list.find(',', close);
    return list.substr(0, end) + list.substr(end + 1, last - end - 1) +
           list.substr(close + 1, suffix == std::string::npos ? suffix : suffix - close - 1);
}

constexpr int kMost = 1 << 20;
constexpr int kPorts = 65535;

void read_meeting_point(const Environment& environment, Launch& launch)
{
    if (const auto address = environment("MASTER_ADDR"))
        launch.address = *address;
    launch.port = number_or(environment, "MASTER_PORT", 1, kPorts, launch.port);
}

Launch from_torchrun(const Environment& environment)
{
    Launch launch;
    launch.world_size = number(environment, "WORLD_SIZE", 1, kMost);
    launch.rank = number(environment, "RANK", 0, launch.world_size - 1);
    launch.local_rank = number_or(environment, "LOCAL_RANK", 0, kMost, 0);
    launch.local_size = number_or(environment, "LOCAL_WORLD_SIZE", 1, launch.world_size, 1);
    read_meeting_point(environment, launch);
    launch.agent_store = environment("TORCHELASTIC_USE_AGENT_STORE") == "True";
    if (launch.agent_store)
        launch.prefix =
            "/worker/attempt_" + environment("TORCHELASTIC_RESTART_COUNT").value_or("0");
    return launch;
}

Launch from_slurm(const Environment& environment)
{
    Launch launch;
    launch.world_size = number(environment, "SLURM_NTASKS", 1, kMost);
    launch.rank = number(environment, "SLURM_PROCID", 0, launch.world_size - 1);
    launch.local_rank = number_or(environment, "SLURM_LOCALID", 0, kMost, 0);
    for (const char* name : {"SLURM_STEP_NODELIST", "SLURM_JOB_NODELIST"})
        if (const auto list = environment(name); list && launch.address.empty())
            launch.address = first_host(*list);
    // Jobs that share a machine get ports of their own.
    if (const auto job = environment("SLURM_JOB_ID"))
        launch.port = 20000 + int(std::strtoul(job->c_str(), nullptr, 10) % 20000);
    read_meeting_point(environment, launch);
    return launch;
}

Launch from_open_mpi(const Environment& environment)
{
    Launch launch;
    launch.world_size = number(environment, "OMPI_COMM_WORLD_SIZE", 1, kMost);
    launch.rank = number(environment, "OMPI_COMM_WORLD_RANK", 0, launch.world_size - 1);
    launch.local_rank = number_or(environment, "OMPI_COMM_WORLD_LOCAL_RANK", 0, kMost, 0);
    launch.local_size = number_or(environment, "OMPI_COMM_WORLD_LOCAL_SIZE", 1, kMost, 1);
    if (launch.local_size == launch.world_size)
        launch.address = "127.0.0.1";
    read_meeting_point(environment, launch);
    return launch;
}

}  // namespace

Launch read_launch(const Environment& environment)
{
    Launch launch;
    if (environment("RANK") || environment("WORLD_SIZE"))
        launch = from_torchrun(environment);
    else if (environment("SLURM_PROCID") && environment("SLURM_NTASKS"))
        launch = from_slurm(environment);
    else if (environment("OMPI_COMM_WORLD_RANK"))
        launch = from_open_mpi(environment);
    if (launch.world_size > 1 && launch.address.empty())
        fail("MASTER_ADDR", "is not set; it must name the machine of the first process");
    return launch;
}

std::optional<std::string> process_environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace ldm::train
