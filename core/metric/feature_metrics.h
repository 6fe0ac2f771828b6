// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::metric {

// Features are [n,d], one row a picture, from whatever network; everything is computed in double.

/// Fréchet distance of two Gaussians fitted to the features (Heusel et al. 2017, Eq. 6): the FID
/// with Inception's pool features. Also for fewer pictures than dimensions.
/// @throws Error{BadArgument} for fewer than two rows or different widths
double frechet_distance(const at::Tensor& real, const at::Tensor& fake);

struct InceptionScore {
    double mean = 0.0;
    double deviation = 0.0;  ///< population standard deviation over the splits
};

/// exp of the mean divergence of class distributions from their average (Salimans et al. 2016),
/// over consecutive splits. @param logits [n,classes]
InceptionScore inception_score(const at::Tensor& logits, int splits = 10);

struct PrecisionRecall {
    double precision = 0.0;  ///< share of fakes inside the reals' manifold
    double recall = 0.0;     ///< share of reals inside the fakes' manifold
};

/// Improved precision and recall (Kynkäänniemi et al. 2019, Eq. 1 and 2): a manifold is the union
/// of balls that reach to each point's k-th nearest other.
PrecisionRecall precision_recall(const at::Tensor& real, const at::Tensor& fake, int k = 3);

}  // namespace ldm::metric
