// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace sfumato {

/// Where a text of the window comes from: what `tr` was called with.
struct SourceText {
    QByteArray context, source, comment;
    int number = -1;  ///< of things, for plurals
};

/// Remembers which source each text was made of, so that what is on the screen can be said again
/// in another language. Filled by the translator, from any thread.
class SourceTexts {
public:
    void remember(const QString& text, const SourceText& source);

    /// The text in the language in use now, also if it was made with `arg`: "seed 7" of "seed %1".
    /// @param contexts  classes that the text may belong to, the nearest first
    /// @return nothing for a text that did not come from `tr`
    std::optional<QString> again(const QString& text, const QList<QByteArray>& contexts) const;

    /// What was given to `tr` for a text, in English; the text itself if that is unknown.
    QString sourceOf(const QString& text) const;

private:
    struct Template {
        QString text;
        QRegularExpression pattern;
        QStringList places;  ///< "%1", "%n" …, in the order of the pattern's groups
        SourceText source;
        int letters = 0;  ///< that are not places: the more, the surer
    };

    static std::optional<Template> templateOf(const QString& text, const SourceText& source);
    std::optional<QString> againIn(const QString& text, const QList<QByteArray>& contexts,
                                   int depth) const;
    std::optional<QString> filledAgain(const QString& text, const QList<QByteArray>& contexts,
                                       int depth) const;

    mutable QMutex m_mutex;
    QHash<QString, QList<SourceText>> m_sources;
    QList<Template> m_templates;
};

}  // namespace sfumato
