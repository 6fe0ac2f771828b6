// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/model_info.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace sfumato {

/// The installed models: what they can do, where they come from, their licence and size; ways to
/// add and remove some.
class ModelManager : public QDialog {
    Q_OBJECT

public:
    /// @param folder  where the artist's own models are; only those can be removed
    ModelManager(const QString& folder, QWidget* parent);

    void setModels(const std::vector<ldm::ModelInfo>& models);

Q_SIGNALS:
    void filesChosen(const QStringList& paths);  ///< models to add
    void removed();                              ///< a model has gone to the wastebasket

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    const ldm::ModelInfo* chosen() const;
    bool isOwn(const ldm::ModelInfo& model) const;
    void showChosen();
    void choose();
    void remove();

    QString m_folder;
    std::vector<ldm::ModelInfo> m_models;
    QTreeWidget* m_list;
    QLabel* m_details;
    QPushButton* m_remove;
};

}  // namespace sfumato
