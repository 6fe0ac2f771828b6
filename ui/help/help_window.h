// SPDX-License-Identifier: MIT
#pragma once

#include "help/guide.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QTextBrowser;
class QUrl;

namespace sfumato {

/// The guide in a window of its own: contents, search, pages that link to each other.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(const QString& language, QWidget* parent = nullptr);

    /// The pages in another language; the page that is open stays open.
    void setLanguage(const QString& language);

    /// @return false if there is no page of that id
    bool showPage(const QString& id);
    QString pageId() const { return m_page; }

private:
    void build();
    void fill();
    void follow(const QUrl& link);
    void markFound();

    Guide m_guide;
    QString m_page;
    QLineEdit* m_search;
    QListWidget* m_contents;
    QTextBrowser* m_text;
};

}  // namespace sfumato
