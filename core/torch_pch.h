// SPDX-License-Identifier: MIT
#pragma once

// The one precompiled header of core: LibTorch's headers take longer to read than any file of ours.
#include <ATen/ATen.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/optim.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>
