// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <vector>

namespace ldm::firststage {

/// The published `ddconfig`: shape of encoder and decoder, same names.
struct AutoencoderConfig {
    int in_channels = 3;
    int out_ch = 3;
    int ch = 128;
    std::vector<int> ch_mult{1, 2, 4};
    int num_res_blocks = 2;
    int z_channels = 3;
    int resolution = 256;  ///< decides only at which levels attention sits
    std::set<int> attn_resolutions;
    bool double_z = false;  ///< KL: the encoder gives mean and log-variance
    bool attention = true;  ///< false: attn_type "none"

    int embed_dim = 3;  ///< channels of the latent
    int n_embed = 0;    ///< size of the codebook; 0 = KL

    /// Downsampling factor f.
    int factor() const { return 1 << (ch_mult.size() - 1); }
};

}  // namespace ldm::firststage
