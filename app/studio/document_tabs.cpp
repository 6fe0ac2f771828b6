// SPDX-License-Identifier: MIT
#include "document_tabs.h"

#include "sessions.h"
#include "theme/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <utility>

namespace sfumato {

namespace {

constexpr double kNews = 2.0;  // instead of a share

}  // namespace

DocumentTabs::DocumentTabs(Sessions& sessions, QWidget* parent)
    : QTabBar(parent), m_sessions(sessions)
{
    setObjectName(QStringLiteral("documentTabs"));
    setAccessibleName(tr("Open documents"));
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setAutoHide(true);
    setFocusPolicy(Qt::TabFocus);
    connect(&sessions, &Sessions::listChanged, this, &DocumentTabs::follow);
    connect(&sessions, &Sessions::titleChanged, this, &DocumentTabs::describe);
    connect(&sessions, &Sessions::shown, this, [this](Session* session) {
        setCurrentIndex(indexOf(session));
        if (m_progress.value(session) == kNews)
            m_progress.remove(session);
    });
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (auto* session = sessionAt(index); session && !m_moving)
            m_sessions.show(*session);
    });
    connect(this, &QTabBar::tabMoved, this, [this](int from, int to) {
        m_moving = true;
        m_sessions.move(from, to);
        m_moving = false;
    });
    follow();
}

Session* DocumentTabs::sessionAt(int index) const
{
    return index < 0 || index >= count() ? nullptr : tabData(index).value<Session*>();
}

int DocumentTabs::indexOf(const Session* session) const
{
    for (int i = 0; i < count(); ++i)
        if (sessionAt(i) == session)
            return i;
    return -1;
}

// Tabs that are there stay as they are: one of them may be dragged at the moment.
void DocumentTabs::follow()
{
    if (m_moving)
        return;
    m_moving = true;
    for (int i = count() - 1; i >= 0; --i)
        if (m_sessions.indexOf(*sessionAt(i)) < 0) {
            m_progress.remove(sessionAt(i));
            removeTab(i);
        }
    for (int i = 0; i < m_sessions.count(); ++i) {
        auto* session = &m_sessions.at(i);
        if (const int now = indexOf(session); now < 0) {
            insertTab(i, QString());
            setTabData(i, QVariant::fromValue(session));
            addCloseButton(i);
        } else if (now != i) {
            moveTab(now, i);
        }
        describe(i);
    }
    setCurrentIndex(m_sessions.currentIndex());
    m_moving = false;
}

void DocumentTabs::describe(int index)
{
    const auto* session = sessionAt(index);
    if (!session)
        return;
    QString name = session->name();
    name.replace(QLatin1Char('&'), QStringLiteral("&&"));
    setTabText(index, session->isModified() ? QStringLiteral("• ") + name : name);
    setTabToolTip(index, session->path().isEmpty()
                             ? tr("%1, not saved as a project yet").arg(session->name())
                             : session->path());
    setAccessibleTabName(index,
                         session->isModified() ? tr("%1, with unsaved changes").arg(name) : name);
}

void DocumentTabs::addCloseButton(int index)
{
    auto* close = new QToolButton;
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setIconSize({12, 12});
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::NoFocus);
    close->setToolTip(tr("Close this document (Ctrl+W)"));
    close->setAccessibleName(tr("Close"));
    close->setStyleSheet(QStringLiteral("padding: 1px"));
    connect(close, &QToolButton::clicked, this,
            [this, session = sessionAt(index)] { Q_EMIT closeWanted(session); });
    setTabButton(index, RightSide, close);
}

void DocumentTabs::setProgress(const Session& session, double share)
{
    if (share >= 0.0)
        m_progress.insert(&session, share);
    else
        m_progress.remove(&session);
    update();
}

void DocumentTabs::setNews(const Session& session)
{
    if (&session != &m_sessions.current())
        m_progress.insert(&session, kNews);
    update();
}

void DocumentTabs::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->button() == Qt::MiddleButton ? tabAt(event->pos()) : -1;
    if (m_pressed < 0)
        QTabBar::mousePressEvent(event);
}

void DocumentTabs::mouseReleaseEvent(QMouseEvent* event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (pressed < 0)
        QTabBar::mouseReleaseEvent(event);
    else if (tabAt(event->pos()) == pressed)
        Q_EMIT closeWanted(sessionAt(pressed));
}

void DocumentTabs::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (tabAt(event->pos()) < 0)
        Q_EMIT newWanted();
    else
        QTabBar::mouseDoubleClickEvent(event);
}

void DocumentTabs::contextMenuEvent(QContextMenuEvent* event)
{
    auto* session = sessionAt(tabAt(event->pos()));
    QMenu menu(this);
    if (session) {
        menu.addAction(tr("Close"), this, [=, this] { Q_EMIT closeWanted(session); });
        menu.addAction(tr("Close the others"), this,
                       [=, this] { Q_EMIT closeOthersWanted(session); });
        menu.addSeparator();
    }
    menu.addAction(tr("New…"), this, &DocumentTabs::newWanted);
    menu.exec(event->globalPos());
}

// A line below each name: how far a picture is that is made there; all of it when it is done.
void DocumentTabs::paintEvent(QPaintEvent* event)
{
    QTabBar::paintEvent(event);
    if (m_progress.isEmpty())
        return;
    constexpr int kLine = 3;
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const double share = m_progress.value(sessionAt(i), -1.0);
        QRect line = tabRect(i).adjusted(6, 0, -6, -1);
        line.setTop(line.bottom() - kLine + 1);
        line.setWidth(int(line.width() * qMin(share, 1.0)));
        if (share > 0.0)
            painter.fillRect(line, palette().color(QPalette::Highlight));
    }
}

}  // namespace sfumato
