// SPDX-License-Identifier: MIT
#include "train/process_group.h"

#include "ldm/error.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

namespace ldm::train {

namespace {

[[noreturn]] void lost(const std::string& what, const std::exception& reason)
{
    const std::string text = reason.what();
    throw Error(ErrorCode::Internal, what + " (" + text.substr(0, text.find('\n')) + ")",
                "processes");
}

// Runs a collective operation's wait; a failure means that somebody is gone.
void wait_for(const c10::intrusive_ptr<c10d::Work>& work)
{
    try {
        work->wait();
    } catch (const std::exception& reason) {
        lost(
            "Another process of this run has ended or does not answer; look at its messages, then "
            "start all again with --resume.",
            reason);
    }
}

std::shared_ptr<gloo::transport::Device> make_device(const Launch& launch)
{
    using c10d::ProcessGroupGloo;
    if (const auto interface = process_environment("GLOO_SOCKET_IFNAME"))
        return ProcessGroupGloo::createDeviceForInterface(*interface);
    if (launch.address == "localhost" || launch.address == "127.0.0.1")
        return ProcessGroupGloo::createDeviceForHostname("127.0.0.1");
    return ProcessGroupGloo::createDefaultDevice();
}

c10::intrusive_ptr<c10d::Store> open_store(const Launch& launch, std::chrono::seconds timeout)
{
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(launch.port);
    options.isServer = launch.rank == 0 && !launch.agent_store;
    options.numWorkers = std::size_t(launch.world_size);
    options.waitWorkers = !launch.agent_store;
    options.timeout = timeout;
    const auto store = c10::make_intrusive<c10d::TCPStore>(launch.address, options);
    if (launch.prefix.empty())
        return store;
    return c10::make_intrusive<c10d::PrefixStore>(launch.prefix, store);
}

}  // namespace

struct ProcessGroup::Connection {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::Backend> backend;
};

ProcessGroup::ProcessGroup() = default;

ProcessGroup::ProcessGroup(const Launch& launch, std::chrono::seconds timeout) : launch_(launch)
{
    if (launch.world_size == 1)
        return;
    try {
        const auto store = open_store(launch, timeout);
        const auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        options->devices.push_back(make_device(launch));
        connection_ = std::make_unique<Connection>();
        connection_->store = store;
        connection_->backend = c10::make_intrusive<c10d::ProcessGroupGloo>(
            store, launch.rank, launch.world_size, options);
    } catch (const std::exception& reason) {
        lost("The " + std::to_string(launch.world_size) +
                 " processes of this run did not find each other at " + launch.address + ":" +
                 std::to_string(launch.port) +
                 "; check that all were started and that nothing else uses the port.",
             reason);
    }
}

ProcessGroup::~ProcessGroup() = default;

void ProcessGroup::broadcast(const std::vector<torch::Tensor>& tensors)
{
    if (!connection_)
        return;
    for (const auto& tensor : tensors) {
        std::vector<torch::Tensor> one{tensor.detach().contiguous()};
        wait_for(connection_->backend->broadcast(one));
        if (one[0].data_ptr() != tensor.data_ptr())
            tensor.detach().copy_(one[0]);
    }
}

void ProcessGroup::sum(const torch::Tensor& tensor)
{
    start_sum(tensor)();
}

std::function<void()> ProcessGroup::start_sum(const torch::Tensor& tensor)
{
    if (!connection_)
        return [] {};
    std::vector<torch::Tensor> one{tensor};
    try {
        return [work = connection_->backend->allreduce(one)] { wait_for(work); };
    } catch (const std::exception& reason) {
        lost("Another process of this run has ended.", reason);
    }
}

void ProcessGroup::meet()
{
    auto one = torch::ones({1});
    sum(one);
}

}  // namespace ldm::train
