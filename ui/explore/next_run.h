// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/recipe.h>

#include <QObject>

#include <memory>

namespace sfumato {

/// What the next pictures of a document go on from: a step of an earlier run. Stays until it is
/// cleared, so that several ways on can be tried.
class NextRun : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void branchFrom(std::shared_ptr<const ldm::Recipe> recipe, int step);
    void clearBranch();

    std::shared_ptr<const ldm::Origin> branch() const { return m_branch; }
    int branchStep() const { return m_branch ? m_branch->step : 0; }

    /// Puts it into a recipe. What both runs must have in common is taken from the earlier one.
    /// @return false if the recipe is of another size or task: it is left as it was
    bool apply(ldm::Recipe& recipe) const;

Q_SIGNALS:
    void changed();

private:
    std::shared_ptr<const ldm::Origin> m_branch;
};

}  // namespace sfumato
