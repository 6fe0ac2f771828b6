// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QTabBar>

namespace sfumato {

class Session;
class Sessions;

/// The open documents as tabs, to be shown, closed, ordered. Not there while there is only one.
class DocumentTabs final : public QTabBar {
    Q_OBJECT

public:
    explicit DocumentTabs(Sessions& sessions, QWidget* parent = nullptr);

    /// How far a document's running job is, 0 … 1; negative = none runs.
    void setProgress(const Session& session, double share);

    /// A picture was finished in a document; marks its tab until it is shown.
    void setNews(const Session& session);

Q_SIGNALS:
    void closeWanted(sfumato::Session* session);
    void closeOthersWanted(sfumato::Session* session);
    void newWanted();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow();
    void describe(int index);
    void addCloseButton(int index);
    Session* sessionAt(int index) const;
    int indexOf(const Session* session) const;

    Sessions& m_sessions;
    QHash<const Session*, double> m_progress;  ///< above 1: finished and not looked at yet
    int m_pressed = -1;                        ///< with the middle button
    bool m_moving = false;
};

}  // namespace sfumato
