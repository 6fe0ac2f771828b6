// SPDX-License-Identifier: MIT
#include "model_store.h"

#include <ldm/inspect.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ModelStore", text);
}

// By way of a name of its own, so that no half model is ever found.
bool copyWhole(const QString& from, const QString& to)
{
    const QString part = to + QStringLiteral(".part");
    QFile::remove(part);
    if (QFile::copy(from, part) && QFile::rename(part, to))
        return true;
    QFile::remove(part);
    return false;
}

}  // namespace

bool isModelFile(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QStringLiteral("ckpt") || ending == QStringLiteral("safetensors");
}

QString addModel(const QString& file, const QString& folder, const QString& zoo, QString& added)
{
    const QFileInfo info(file);
    const QString name = info.fileName();
    const QString yaml =
        info.absolutePath() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".yaml");
    ldm::ModelReport report;
    try {
        report = ldm::inspect_model(file.toStdString(), zoo.toStdString());
    } catch (const std::exception& e) {
        return translated("%1 was not added. %2 Nothing in it was run.")
            .arg(name, QString::fromUtf8(e.what()));
    }
    if (!report.described)
        return translated(
                   "%1 was not added: it is none of the published models, and there is no "
                   "description %2 beside it. Put that file there and add it again.")
            .arg(name, QFileInfo(yaml).fileName());
    QDir().mkpath(folder);
    const QString target = folder + QLatin1Char('/') + name;
    if (QFile::exists(target))
        return translated(
                   "%1 was not added: there is a model of that name. Remove it first, or "
                   "give the file another name.")
            .arg(name);
    if (QStorageInfo(folder).bytesAvailable() < info.size())
        return translated("%1 was not added: there is not enough room in %2.").arg(name, folder);
    if (QFile::exists(yaml))
        QFile::copy(yaml, folder + QLatin1Char('/') + QFileInfo(yaml).fileName());
    if (!copyWhole(file, target))
        return translated("%1 was not added: it could not be copied to %2.").arg(name, folder);
    added = report.published_as.empty()
                ? translated("%1 was added.").arg(name)
                : translated("%1 was added: it is the published model %2.")
                      .arg(name, QString::fromStdString(report.published_as));
    return {};
}

}  // namespace sfumato
