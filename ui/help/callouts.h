// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

namespace sfumato {

/// A few words with arrows to parts of a window, laid over it at the very first start. A click, Esc
/// or any other key takes them away for good; what lies below works meanwhile.
class Callouts : public QWidget {
    Q_OBJECT

public:
    /// @param sentence  in the middle of `over`: the one thing to do
    Callouts(const QString& sentence, QWidget* over, QWidget* window);

    /// Words that point at a part of the window.
    void add(const QString& words, QWidget* part);

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Note {
        QString words;
        QPointer<QWidget> part;
    };

    QRect inWindow(const QWidget& part) const;
    void drawBubble(class QPainter& painter, const QRect& box, const QString& words,
                    QPoint target) const;
    QRect boxFor(const Note& note) const;
    void dismiss();

    QString m_sentence;
    QPointer<QWidget> m_over;
    QList<Note> m_notes;
};

}  // namespace sfumato
