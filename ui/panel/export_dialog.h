// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSlider;

namespace sfumato {

/// How a picture is exported.
struct ExportChoice {
    QString path;
    bool recipe = true;
    bool cameraData = true;
    int quality = 95;
};

/// Asks where and how a picture is exported. Format, quality and what goes into the file are
/// remembered.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// @param suggestion  path without ending @param photoFormat  "jpg" …: that of the photo that
    /// the picture was made of; empty if there is none
    ExportDialog(const QString& suggestion, const QString& photoFormat, QSettings& settings,
                 QWidget* parent = nullptr);

    /// What the photo gives to the file, as a sentence; empty hides it.
    void setPhotoNote(const QString& note);

    ExportChoice choice() const;

    /// Without the dialog: as it was chosen last.
    static ExportChoice remembered(const QSettings& settings);

    /// The path with `-2`, `-3` … before its ending if there is such a file.
    static QString freePath(const QString& path);

private:
    void browse();
    void formatChosen();
    void pathEdited();
    void finish();

    QSettings& m_settings;
    QLineEdit* m_path;
    QComboBox* m_format;
    QSlider* m_quality;
    QLabel* m_qualityText;
    QCheckBox* m_recipe;
    QCheckBox* m_camera;
    QLabel* m_note;
    QPushButton* m_save;
};

}  // namespace sfumato
