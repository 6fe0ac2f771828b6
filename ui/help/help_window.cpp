// SPDX-License-Identifier: MIT
#include "help/help_window.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace sfumato {

namespace {

constexpr int kId = Qt::UserRole;

}  // namespace

HelpWindow::HelpWindow(const QString& language, QWidget* parent)
    : QDialog(parent),
      m_guide(language),
      m_search(new QLineEdit),
      m_contents(new QListWidget),
      m_text(new QTextBrowser)
{
    build();
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::fill);
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](const auto* item) {
        if (item && item->data(kId).toString() != m_page)
            showPage(item->data(kId).toString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    fill();
    showPage(m_guide.pages().first().id);
}

void HelpWindow::build()
{
    setWindowTitle(tr("Guide"));
    setObjectName(QStringLiteral("guide"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setAccessibleName(tr("Search the guide"));
    m_search->setToolTip(tr("Shows the pages with these words and marks them"));
    m_search->setClearButtonEnabled(true);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setToolTip(tr("The pages of the guide"));
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Page"));
    m_text->setToolTip({});
    m_text->document()->setDocumentMargin(18);
    m_text->setFrameShape(QFrame::NoFrame);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_contents, 1);
    auto* parts = new QSplitter;
    parts->addWidget(left);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({200, 560});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(parts);
    resize(800, 620);
}

void HelpWindow::setLanguage(const QString& language)
{
    m_guide = Guide(language);
    const QString page = m_page;
    fill();
    showPage(page);
}

void HelpWindow::fill()
{
    const QSignalBlocker blocker(m_contents);
    m_contents->clear();
    for (const auto* page : m_guide.find(m_search->text())) {
        auto* item = new QListWidgetItem(page->title, m_contents);
        item->setData(kId, page->id);
        if (page->id == m_page)
            m_contents->setCurrentItem(item);
    }
    markFound();
}

bool HelpWindow::showPage(const QString& id)
{
    const auto* page = m_guide.page(id);
    if (!page)
        return false;
    m_page = id;
    m_text->setMarkdown(page->text);
    for (int i = 0; i < m_contents->count(); ++i)
        if (m_contents->item(i)->data(kId).toString() == id)
            m_contents->setCurrentRow(i);
    markFound();
    return true;
}

// Links within the guide only: nothing of it is fetched from anywhere.
void HelpWindow::follow(const QUrl& link)
{
    if (link.scheme().isEmpty() && link.path().endsWith(QStringLiteral(".md")))
        showPage(link.path().chopped(3));
}

void HelpWindow::markFound()
{
    QList<QTextEdit::ExtraSelection> found;
    for (const QString& word : m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        for (auto cursor = m_text->document()->find(word); !cursor.isNull();
             cursor = m_text->document()->find(word, cursor)) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = cursor;
            selection.format.setBackground(palette().highlight());
            selection.format.setForeground(palette().highlightedText());
            found.append(selection);
        }
    m_text->setExtraSelections(found);
}

}  // namespace sfumato
