// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace sfumato {

/// The guide that lies in the program: pages in Markdown, in each language.
class Guide {
public:
    struct Page {
        QString id;     ///< "first-steps"; links between pages name `ID.md`
        QString title;  ///< the page's first heading
        QString text;   ///< Markdown
    };

    /// @param language  "en", "zh_CN"; English where the guide lacks a language
    explicit Guide(const QString& language);

    /// In reading order.
    const QList<Page>& pages() const { return m_pages; }

    /// The page of that id; null if there is none.
    const Page* page(const QString& id) const;

    /// The pages that hold all of these words, those with them in the title first.
    QList<const Page*> find(const QString& words) const;

    /// The ids of all pages, in reading order.
    static QStringList ids();

private:
    QList<Page> m_pages;
};

}  // namespace sfumato
