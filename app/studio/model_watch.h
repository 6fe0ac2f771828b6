// SPDX-License-Identifier: MIT
#pragma once

#include "job/model_hashes.h"
#include "job/speed_table.h"

#include <QObject>

#include <functional>
#include <vector>

namespace sfumato {

/// What is known of the installed models beyond their descriptions: how fast each is on this
/// machine, and whether a recipe's model is the very one that is installed. Remembered between
/// starts.
class ModelWatch : public QObject {
    Q_OBJECT

public:
    /// What pictures are computed with, in a word: speeds hold for one such machine.
    using Machine = std::function<QString()>;

    ModelWatch(QSettings& settings, Machine machine, QObject* parent = nullptr);

    const SpeedTable& speeds() const { return m_speeds; }

    void setModels(const std::vector<ldm::ModelInfo>& models);

    /// Learns from a run.
    void learn(const ldm::Picture& picture);

    /// Compares the weights that a recipe was made with to those installed under their name; in the
    /// background where the file has to be read. `isAnother` answers if they differ.
    void check(const ldm::Recipe& recipe);

Q_SIGNALS:
    void isAnother(
        const QString& title);  ///< the installed model that the recipe was not made with

private:
    const ldm::ModelInfo* find(const std::string& id) const;
    void compare(const ldm::ModelInfo& model, const std::string& hash, const std::string& told);
    void followMachine();

    QSettings& m_settings;
    Machine m_machine;
    QString m_current;  ///< the machine that the speeds are of
    ModelHashes m_hashes;
    SpeedTable m_speeds;
    std::vector<ldm::ModelInfo> m_models;
    int m_checks = 0;
};

}  // namespace sfumato
