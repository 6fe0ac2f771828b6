// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/recipe.h>

#include <QWidget>

#include <vector>

class QSlider;
class QToolButton;

namespace sfumato {

/// How far the next picture strays from its seed: a share of another seed's noise, on top of the
/// shares that it has already.
class VaryRow : public QWidget {
    Q_OBJECT

public:
    explicit VaryRow(QWidget* parent = nullptr);

    /// All shares, the slider's last.
    std::vector<ldm::SeedShare> blend() const;

    /// Shares to begin with; the slider goes to nothing.
    void setBlend(const std::vector<ldm::SeedShare>& blend);

    /// Is another seed's share set?
    bool isOn() const { return share() > 0.0; }
    double share() const;
    void setShare(double share);

    /// Another seed to stray towards.
    void roll();

Q_SIGNALS:
    void changed();

private:
    void follow();

    std::vector<ldm::SeedShare> m_kept;
    std::uint64_t m_seed;
    QSlider* m_slider;
    QToolButton* m_clear;
};

}  // namespace sfumato
