// SPDX-License-Identifier: MIT
#include "panel/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QVBoxLayout>

namespace sfumato {

namespace {

const QString kFormat = QStringLiteral("export/format");
const QString kQuality = QStringLiteral("export/quality");
const QString kRecipe = QStringLiteral("export/recipe");
const QString kCamera = QStringLiteral("export/cameraData");

// The ending that stands for an ending in the list.
QString listed(const QString& ending)
{
    const QString lower = ending.toLower();
    if (lower == QStringLiteral("jpeg"))
        return QStringLiteral("jpg");
    return lower == QStringLiteral("tiff") ? QStringLiteral("tif") : lower;
}

bool isLossy(const QString& ending)
{
    return ending == QStringLiteral("jpg") || ending == QStringLiteral("webp");
}

}  // namespace

ExportDialog::ExportDialog(const QString& suggestion, const QString& photoFormat,
                           QSettings& settings, QWidget* parent)
    : QDialog(parent),
      m_settings(settings),
      m_path(new QLineEdit),
      m_format(new QComboBox),
      m_quality(new QSlider(Qt::Horizontal)),
      m_qualityText(new QLabel),
      m_recipe(new QCheckBox(tr("Include the recipe"))),
      m_camera(new QCheckBox(tr("Keep camera data"))),
      m_note(new QLabel)
{
    setWindowTitle(tr("Export picture"));
    setMinimumWidth(520);
    m_format->addItem(tr("PNG, without loss"), QStringLiteral("png"));
    m_format->addItem(tr("JPEG, small"), QStringLiteral("jpg"));
    m_format->addItem(tr("WebP, smallest"), QStringLiteral("webp"));
    m_format->addItem(tr("TIFF, for print"), QStringLiteral("tif"));
    m_format->setAccessibleName(tr("Format"));
    const auto last = remembered(settings);
    const QString format = photoFormat.isEmpty()
                               ? settings.value(kFormat, QStringLiteral("png")).toString()
                               : listed(photoFormat);
    m_format->setCurrentIndex(std::max(0, m_format->findData(format)));
    m_path->setText(freePath(suggestion + QLatin1Char('.') + m_format->currentData().toString()));
    m_path->setAccessibleName(tr("File"));
    m_path->setToolTip(tr("Where the picture goes; a file of that name is not overwritten"));
    m_quality->setRange(50, 100);
    m_quality->setValue(last.quality);
    m_quality->setAccessibleName(tr("Quality"));
    m_quality->setToolTip(tr("Less makes a smaller file and coarser detail"));
    m_recipe->setChecked(last.recipe);
    m_recipe->setToolTip(tr("Sfumato can then make the same picture again from the file"));
    m_camera->setChecked(last.cameraData);
    m_camera->setToolTip(
        tr("What the photo says of camera, place, time and author. Colours are kept in any case."));
    m_camera->setVisible(!photoFormat.isEmpty());
    m_note->setWordWrap(true);
    m_note->hide();

    auto* browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    browse->setToolTip(tr("Another folder or name"));
    auto* where = new QHBoxLayout;
    where->addWidget(m_path, 1);
    where->addWidget(browse);
    auto* quality = new QHBoxLayout;
    quality->addWidget(m_quality, 1);
    quality->addWidget(m_qualityText);
    auto* form = new QFormLayout;
    form->addRow(tr("File"), where);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Quality"), quality);
    form->addRow(QString(), m_recipe);
    form->addRow(QString(), m_camera);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChosen);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::pathEdited);
    connect(m_quality, &QSlider::valueChanged, m_qualityText, qOverload<int>(&QLabel::setNum));
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_qualityText->setNum(last.quality);
    pathEdited();
}

void ExportDialog::setPhotoNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

ExportChoice ExportDialog::remembered(const QSettings& settings)
{
    return {{},
            settings.value(kRecipe, true).toBool(),
            settings.value(kCamera, true).toBool(),
            settings.value(kQuality, 95).toInt()};
}

QString ExportDialog::freePath(const QString& path)
{
    const QFileInfo info(path);
    const QString stem = info.path() + QLatin1Char('/') + info.completeBaseName();
    QString free = path;
    for (int n = 2; QFileInfo::exists(free); ++n)
        free = QStringLiteral("%1-%2.%3").arg(stem).arg(n).arg(info.suffix());
    return free;
}

ExportChoice ExportDialog::choice() const
{
    return {m_path->text(), m_recipe->isChecked(), m_camera->isChecked(), m_quality->value()};
}

void ExportDialog::browse()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export picture"), m_path->text(),
                                     tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)"),
                                     nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        m_path->setText(path);
}

void ExportDialog::formatChosen()
{
    const QFileInfo info(m_path->text());
    const QString ending = m_format->currentData().toString();
    const bool known = m_format->findData(listed(info.suffix())) >= 0;
    const QString stem =
        known ? info.path() + QLatin1Char('/') + info.completeBaseName() : m_path->text();
    if (listed(info.suffix()) != ending)
        m_path->setText(stem + QLatin1Char('.') + ending);
}

void ExportDialog::pathEdited()
{
    const QString ending = listed(QFileInfo(m_path->text()).suffix());
    if (const int index = m_format->findData(ending); index >= 0)
        m_format->setCurrentIndex(index);
    m_quality->setEnabled(isLossy(m_format->currentData().toString()));
    m_save->setEnabled(!QFileInfo(m_path->text()).fileName().isEmpty());
}

void ExportDialog::finish()
{
    if (m_format->findData(listed(QFileInfo(m_path->text()).suffix())) < 0)
        m_path->setText(m_path->text() + QLatin1Char('.') + m_format->currentData().toString());
    m_path->setText(freePath(m_path->text()));
    m_settings.setValue(kFormat, m_format->currentData());
    m_settings.setValue(kQuality, m_quality->value());
    m_settings.setValue(kRecipe, m_recipe->isChecked());
    m_settings.setValue(kCamera, m_camera->isChecked());
    accept();
}

}  // namespace sfumato
