// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"

#include <QWidget>

class QLabel;
class QSlider;

namespace sfumato {

/// Slides between the seeds of two pictures.
class BlendDial : public QWidget {
    Q_OBJECT

public:
    explicit BlendDial(QWidget* parent = nullptr);

    /// Opens it between two pictures, half-way.
    void open(PicturePtr from, PicturePtr to);
    void putAway();

    /// Share of the second picture's seed, 0 … 1.
    double share() const;
    void setShare(double share);

    /// The seed, and what is mixed into its noise, as the dial stands.
    std::uint64_t seed() const { return m_from->recipe.seed; }
    std::vector<ldm::SeedShare> blend() const;

Q_SIGNALS:
    void turned();  ///< to another place, and let go

private:
    QLabel *m_first, *m_second, *m_text;
    QSlider* m_slider;
    PicturePtr m_from, m_to;
};

}  // namespace sfumato
