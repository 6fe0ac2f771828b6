// SPDX-License-Identifier: MIT
#include "picture_export.h"

#include "file_store.h"
#include "job/image_conversion.h"
#include "settings/sentences.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

const QString kFolder = QStringLiteral("files/saveFolder");

QString noteOf(const PhotoOrigins::Origin& origin)
{
    if (!origin)
        return {};
    QStringList parts;
    if (!origin->profile.empty())
        parts.append(PictureExport::tr("The file keeps the photo's colour profile."));
    if (!origin->deep.empty())
        parts.append(PictureExport::tr(
            "Where nothing changed, PNG and TIFF keep the photo's 16 bits; what was made has 8."));
    return joinedSentences(parts);
}

}  // namespace

PictureExport::PictureExport(QSettings& settings, MessageBar& messages, QWidget* window)
    : QObject(window), m_settings(settings), m_messages(messages), m_window(window)
{
}

ldm::Image PictureExport::photoOf(const ldm::Picture& picture, const Document& document)
{
    if (picture.recipe.image)
        return *picture.recipe.image;
    const auto* base = document.takesPhoto() ? document.layers().baseOf(LayerKind::Paint) : nullptr;
    return base && !base->pixels.isNull() ? toImage(base->pixels) : ldm::Image();
}

PhotoOrigins::Origin PictureExport::originOf(const ldm::Picture& picture,
                                             const Document& document) const
{
    const auto photo = photoOf(picture, document);
    if (photo.pixels.empty())
        return nullptr;
    if (auto origin = m_origins->of(photo))
        return origin;
    // The photo with something painted over it was what the model saw.
    const auto* base = document.takesPhoto() ? document.layers().baseOf(LayerKind::Paint) : nullptr;
    return base && !base->pixels.isNull() ? m_origins->of(toImage(base->pixels)) : nullptr;
}

QString PictureExport::suggestion(const ldm::Recipe& recipe, const Document& document) const
{
    const QString base = document.filePath().isEmpty()
                             ? tr("untitled")
                             : QFileInfo(document.filePath()).completeBaseName();
    const QString folder =
        m_settings
            .value(kFolder, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    return QStringLiteral("%1/%2-%3-%4")
        .arg(folder, base, QString::fromLatin1(ldm::name_of(recipe.task)))
        .arg(recipe.seed);
}

void PictureExport::ask(PicturePtr picture, Document& document)
{
    if (!picture) {
        m_messages.show(tr("There is no picture yet: press Generate first."));
        return;
    }
    const auto origin = originOf(*picture, document);
    const bool ofPhoto = !photoOf(*picture, document).pixels.empty();
    auto* dialog = new ExportDialog(suggestion(picture->recipe, document),
                                    ofPhoto ? QFileInfo(document.filePath()).suffix() : QString(),
                                    m_settings, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPhotoNote(noteOf(origin));
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, picture, target = QPointer<Document>(&document)] {
                if (target)
                    asked(picture, *target, dialog->choice());
            });
    dialog->open();
}

void PictureExport::asked(PicturePtr picture, Document& document, const ExportChoice& choice)
{
    m_settings.setValue(kFolder, QFileInfo(choice.path).absolutePath());
    const auto origin = originOf(*picture, document);
    const QString photoPath = origin ? QString() : document.filePath();
    auto photo = origin ? ldm::Image() : photoOf(*picture, document);
    const QPointer<Document> target(&document);
    QtConcurrent::run([picture, choice, origin, photoPath, photo = std::move(photo)] {
        const auto found = origin || photo.pixels.empty() ? origin : originInFile(photoPath, photo);
        return writePicture(*picture, choice.path,
                            {found, choice.recipe, choice.cameraData, choice.quality});
    }).then(this, [this, picture, choice, target](const QString& problem) {
        written(problem, choice, picture, target);
    });
}

void PictureExport::written(const QString& problem, const ExportChoice& choice, PicturePtr picture,
                            QPointer<Document> document)
{
    if (!problem.isEmpty()) {
        m_messages.show(problem, tr("Save elsewhere…"), [this, picture, document] {
            if (document)
                ask(picture, *document);
        });
        return;
    }
    if (document)
        document->undoStack().setClean();
    m_messages.show(choice.recipe
                        ? tr("Saved as %1, with its recipe inside.").arg(choice.path)
                        : tr("Saved as %1. It holds no recipe: it cannot be made again from the "
                             "file alone.")
                              .arg(choice.path));
}

QString PictureExport::write(const ldm::Picture& picture, const Document& document,
                             const QString& path)
{
    const auto chosen = ExportDialog::remembered(m_settings);
    auto origin = originOf(picture, document);
    if (!origin)
        if (const auto photo = photoOf(picture, document); !photo.pixels.empty())
            origin = originInFile(document.filePath(), photo);
    return writePicture(picture, path, {origin, chosen.recipe, chosen.cameraData, chosen.quality});
}

}  // namespace sfumato
