// SPDX-License-Identifier: MIT
#include "help/guide.h"

#include <QFile>
#include <QStringList>

namespace sfumato {

namespace {

QString read(const QString& language, const QString& id)
{
    QFile file(QStringLiteral(":/guide/%1/%2.md").arg(language, id));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString headingOf(const QString& text)
{
    const QString line = text.section(QLatin1Char('\n'), 0, 0);
    return line.mid(line.lastIndexOf(QLatin1Char('#')) + 1).trimmed();
}

}  // namespace

QStringList Guide::ids()
{
    return {QStringLiteral("first-steps"), QStringLiteral("semantic"), QStringLiteral("layout"),
            QStringLiteral("inpaint"),     QStringLiteral("upscale"),  QStringLiteral("text"),
            QStringLiteral("sample"),      QStringLiteral("layers"),   QStringLiteral("live"),
            QStringLiteral("unlike"),      QStringLiteral("models"),   QStringLiteral("files"),
            QStringLiteral("keys"),        QStringLiteral("trouble")};
}

Guide::Guide(const QString& language)
{
    for (const QString& id : ids()) {
        QString text = read(language, id);
        if (text.isEmpty())
            text = read(QStringLiteral("en"), id);
        m_pages.append({id, headingOf(text), text});
    }
}

const Guide::Page* Guide::page(const QString& id) const
{
    for (const auto& page : m_pages)
        if (page.id == id)
            return &page;
    return nullptr;
}

QList<const Guide::Page*> Guide::find(const QString& words) const
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<const Page*> named, others;
    for (const auto& page : m_pages) {
        bool inText = true, inTitle = !wanted.isEmpty();
        for (const QString& word : wanted) {
            inText = inText && page.text.contains(word, Qt::CaseInsensitive);
            inTitle = inTitle && page.title.contains(word, Qt::CaseInsensitive);
        }
        if (inTitle)
            named.append(&page);
        else if (inText)
            others.append(&page);
    }
    return named + others;
}

}  // namespace sfumato
