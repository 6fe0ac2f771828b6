// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/model_info.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QScrollArea;
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

    /// Published models that the mode in use could work with; shown above the list.
    void setWanted(const std::vector<ldm::ModelInfo>& models);

    /// Bytes that the loaded model takes; 0 = none is loaded.
    void setMemory(quint64 bytes);

Q_SIGNALS:
    void unloadWanted();                         ///< the loaded model is to leave the memory
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
    QLabel* m_wanted;
    QScrollArea* m_wantedArea;
    QLabel* m_details;
    QLabel* m_memory;
    QPushButton* m_remove;
    QPushButton* m_unload;
};

}  // namespace sfumato
