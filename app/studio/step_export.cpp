// SPDX-License-Identifier: MIT
#include "step_export.h"

#include "job/image_conversion.h"

#include <ldm/error.h>
#include <ldm/film.h>

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

QString pictures()
{
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

}  // namespace

StepExport::StepExport(MessageBar& messages, QWidget* window)
    : QObject(window), m_messages(messages), m_window(window)
{
}

bool StepExport::hasSteps(const StepFilm& film)
{
    if (film.isEmpty())
        m_messages.show(tr("There is no run to save yet: press Generate first."));
    return !film.isEmpty();
}

void StepExport::askForPictures(const StepFilm& film)
{
    if (!hasSteps(film))
        return;
    const QString folder =
        QFileDialog::getExistingDirectory(m_window, tr("Folder for the steps"), pictures());
    if (!folder.isEmpty())
        writePictures(film, folder);
}

void StepExport::writePictures(const StepFilm& film, const QString& folder)
{
    for (int step = 1; step <= film.reached(); ++step) {
        const QString name = QStringLiteral("step-%1.png").arg(step, 3, 10, QLatin1Char('0'));
        if (!film.frame(step).isNull() && !film.frame(step).save(QDir(folder).filePath(name)))
            return m_messages.show(tr("%1 cannot be written; choose another folder.").arg(name));
    }
    m_messages.show(tr("The steps are in %1.").arg(folder));
}

void StepExport::askForFilm(const StepFilm& film)
{
    if (!hasSteps(film))
        return;
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Film of the steps"),
        QDir(pictures()).filePath(tr("forming") + QStringLiteral(".webp")),
        tr("Animated WebP (*.webp)"));
    if (!path.isEmpty())
        writeFilm(film, path.endsWith(QLatin1String(".webp"), Qt::CaseInsensitive)
                            ? path
                            : path + QStringLiteral(".webp"));
}

void StepExport::writeFilm(const StepFilm& film, const QString& path)
{
    QtConcurrent::run([frames = film.frames(), picture = film.picture(), path]() -> QString {
        std::vector<std::shared_ptr<const ldm::Image>> forming;
        for (const auto& frame : frames)
            forming.push_back(std::make_shared<const ldm::Image>(toImage(frame)));
        try {
            // A run that was stopped ends with its last step.
            ldm::write_film(path.toStdString(), forming,
                            picture ? picture->image : *forming.back());
        } catch (const ldm::Error& e) {
            return QString::fromUtf8(e.what());
        }
        return {};
    }).then(this, [this, path](const QString& problem) {
        m_messages.show(problem.isEmpty() ? tr("The film is in %1.").arg(path) : problem);
    });
}

}  // namespace sfumato
