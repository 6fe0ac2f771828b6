// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace ldm::train {

/// This process's place among those of its run, as its launcher said.
struct Launch {
    int rank = 0;
    int world_size = 1;
    int local_rank = 0;        ///< number on this machine: picks the GPU
    int local_size = 1;        ///< processes on this machine, where the launcher says so
    std::string address;       ///< host of rank 0
    int port = 29500;          ///< free there
    bool agent_store = false;  ///< torchrun's agent already listens at address:port
    std::string prefix;        ///< of the keys in that store
};

/// An environment variable's value, if it is set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// Reads torchrun's variables (RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR …), else
/// Slurm's (SLURM_PROCID, SLURM_NTASKS …), else Open MPI's (OMPI_COMM_WORLD_RANK …). None of them:
/// a run of one process.
/// @throws Error{BadArgument} naming the variable that is missing or makes no sense
Launch read_launch(const Environment& environment);

/// The process's own environment.
std::optional<std::string> process_environment(const char* name);

}  // namespace ldm::train
