// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QImage>

class QComboBox;
class QDialogButtonBox;
class QListWidget;
class QListWidgetItem;
class QSpinBox;

namespace sfumato {

/// What a new document begins with.
struct DocumentStart {
    enum class Kind { Map, Photo, Example, Clipboard };

    Kind kind = Kind::Map;
    QSize size{512, 512};
    QString example;  ///< the file of an example map
};

/// Asks what a new document begins with: nothing, an example, what was copied; and its size.
class NewDocumentDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param examples  files of maps  @param copied  the picture on the clipboard; null = none
    NewDocumentDialog(const QStringList& examples, const QImage& copied, QWidget* parent = nullptr);

    DocumentStart start() const;

    /// Shows that size.
    void setSize(QSize size);

private:
    QListWidgetItem* add(DocumentStart::Kind kind, const QIcon& icon, const QString& text,
                         const QString& tip);
    void buildSize(class QLayout* layout);
    void sizeChosen();
    void enableParts();

    QListWidget* m_starts;
    QComboBox* m_sizes;
    QSpinBox *m_width, *m_height;
    QDialogButtonBox* m_buttons;
};

}  // namespace sfumato
