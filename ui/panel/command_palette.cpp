// SPDX-License-Identifier: MIT
#include "panel/command_palette.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kWidth = 520, kRows = 10, kRowHeight = 28;

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

// "View › Theme › Dark": menus say where a command is at home.
QString titleOf(const QAction& action)
{
    QStringList parts{plain(action.text())};
    const QObject* owner = action.parent();
    for (const auto* object : action.associatedObjects())
        if (const auto* menu = qobject_cast<const QMenu*>(object))
            owner = menu;
    for (const auto* menu = qobject_cast<const QMenu*>(owner); menu;
         menu = qobject_cast<const QMenu*>(menu->parent()))
        if (!menu->title().isEmpty())
            parts.prepend(plain(menu->title()));
    return parts.join(QStringLiteral(" › "));
}

}  // namespace

int fuzzyScore(const QString& text, const QString& typed)
{
    constexpr int kHit = 1, kWordStart = 8, kNext = 5;
    int score = 1;
    qsizetype from = 0, last = -2;
    for (const QChar wanted : typed) {
        if (wanted.isSpace())
            continue;
        // The beginning of a word is meant before any other place.
        qsizetype at = -1;
        for (qsizetype i = from; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded())
                continue;
            const bool start = i == 0 || !text[i - 1].isLetterOrNumber();
            if (at < 0 || start)
                at = i;
            if (start || i == last + 1)
                break;
        }
        if (at < 0)
            return 0;
        const bool start = at == 0 || !text[at - 1].isLetterOrNumber();
        score += kHit + (start ? kWordStart : 0) + (at == last + 1 ? kNext : 0);
        last = at;
        from = at + 1;
    }
    return score;
}

CommandPalette::CommandPalette(QWidget* window, std::function<QList<QAction*>()> commands)
    : QFrame(window),
      m_commands(std::move(commands)),
      m_line(new QLineEdit),
      m_list(new QListWidget)
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    m_line->setPlaceholderText(tr("What would you like to do?"));
    m_line->setAccessibleName(tr("Find a command"));
    m_line->setToolTip(tr("A few letters of what you look for; Return does it"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(kRows * kRowHeight);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    hide();
}

void CommandPalette::open()
{
    m_focusBefore = QApplication::focusWidget();
    m_line->clear();
    find({});
    const int width = std::min(kWidth, parentWidget()->width() - 20);
    resize(width, sizeHint().height());
    move((parentWidget()->width() - width) / 2, parentWidget()->height() / 8);
    show();
    raise();
    m_line->setFocus();
}

void CommandPalette::find(const QString& typed)
{
    struct Hit {
        int score;
        QString title;
        QAction* action;
    };
    std::vector<Hit> hits;
    for (auto* action : m_commands()) {
        if (action->isSeparator() || !action->isEnabled() || action->text().isEmpty() ||
            action->menu())
            continue;
        const QString title = titleOf(*action);
        if (const int score = fuzzyScore(title, typed); score > 0)
            hits.push_back({score, title, action});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.score > b.score; });
    m_list->clear();
    m_found.clear();
    for (const auto& hit : hits) {
        auto* item = new QListWidgetItem(hit.action->icon(), hit.title, m_list);
        const QString keys = hit.action->shortcut().toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            item->setText(hit.title + QStringLiteral("    ") + keys);
        item->setSizeHint({0, kRowHeight});
        m_found.append(hit.action);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const int row = m_list->currentRow();
    const QPointer<QAction> action = row >= 0 && row < m_found.size() ? m_found[row] : nullptr;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut)
        hide();
    // Keys of the window's own commands are the palette's while it is open.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int rows = m_list->count();
    switch (key->key()) {
    case Qt::Key_Escape:
        hide();
        if (m_focusBefore)
            m_focusBefore->setFocus();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(); return true;
    case Qt::Key_Down:
        if (rows > 0)
            m_list->setCurrentRow((m_list->currentRow() + 1) % rows);
        return true;
    case Qt::Key_Up:
        if (rows > 0)
            m_list->setCurrentRow((m_list->currentRow() + rows - 1) % rows);
        return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

}  // namespace sfumato
