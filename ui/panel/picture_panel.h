// SPDX-License-Identifier: MIT
#pragma once

#include "job/speed_table.h"

#include <ldm/model_info.h>

#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QSpinBox;
class QToolButton;

namespace sfumato {

class VaryRow;

/// How the picture is made: model, size, time, seed; sampler, noise and precision below `More`.
class PicturePanel : public QWidget {
    Q_OBJECT

public:
    explicit PicturePanel(QWidget* parent = nullptr);

    /// Fills the list with the models that can do one of the tasks.
    void setModels(const std::vector<ldm::ModelInfo>& models,
                   const std::vector<ldm::TaskKind>& tasks);

    /// Hides the size where the picture's is given by a photo.
    void setSizeShown(bool shown);

    /// The chosen model; null if there is none.
    const ldm::ModelInfo* model() const;

    /// A recipe of what is set here, without inputs.
    ldm::Recipe recipe() const;

    /// Shows a recipe's settings.
    void setRecipe(const ldm::Recipe& recipe);
    void setPictureSize(QSize size);

    bool seedLocked() const;
    void setSeed(quint64 seed);
    void rollSeed();

    /// What new pictures are computed with: "auto", "fp32", "bf16".
    void setPrecision(const QString& dtype);

    /// Small shares of other seeds.
    VaryRow& vary() { return *m_vary; }

    /// Another seed; while the seed is varied, another variation of it.
    void rollLikeIt();

    /// What runs take here. Where the artist has set the time, the steps follow so that it holds.
    void setSpeed(const Speed& speed);

Q_SIGNALS:
    void modelChanged();
    void sizeEdited(QSize size);
    void changed();

private:
    void build();
    void buildGuidance();
    void buildMore(QWidget* parent);
    void modelChosen();
    void enableSamplerParts();
    void timeMoved(int value);
    void showTime();

    std::vector<ldm::ModelInfo> m_models;
    QFormLayout* m_form = nullptr;
    QComboBox* m_model;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QLayout* m_sizes = nullptr;
    QSlider* m_time;
    QDoubleSpinBox* m_guidance;
    QWidget* m_guidanceRow = nullptr;
    QLabel* m_timeText;
    QLineEdit* m_seed;
    QToolButton* m_lock;
    VaryRow* m_vary;
    QSpinBox* m_steps;
    QComboBox* m_sampler;
    QComboBox* m_spacing;
    QDoubleSpinBox* m_eta;
    QComboBox* m_dtype;
    QString m_precision = QStringLiteral("auto");
    QComboBox* m_noise;
    Speed m_speed;
    double m_wish = 0.0;  ///< seconds that the artist set; 0 = it goes by steps
    bool m_following = false;
};

}  // namespace sfumato
