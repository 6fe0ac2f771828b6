// SPDX-License-Identifier: MIT
#include "settings/source_texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kDepth = 3;  // texts within texts within texts

const QRegularExpression& placePattern()
{
    static const QRegularExpression pattern(QStringLiteral("%L?(?:[1-9]|n)"));
    return pattern;
}

// How near a text's class is to the object that shows it; texts of ours before Qt's.
qsizetype distance(const SourceText& source, const QList<QByteArray>& contexts)
{
    const auto at = contexts.indexOf(source.context);
    return at >= 0 ? at : contexts.size() + (source.context.startsWith('Q') ? 1 : 0);
}

QString translated(const SourceText& source, int number)
{
    return QCoreApplication::translate(
        source.context.constData(), source.source.constData(),
        source.comment.isEmpty() ? nullptr : source.comment.constData(), number);
}

}  // namespace

void SourceTexts::remember(const QString& text, const SourceText& source)
{
    if (text.isEmpty())
        return;
    const QMutexLocker lock(&m_mutex);
    auto& known = m_sources[text];
    for (const auto& other : known)
        if (other.context == source.context && other.source == source.source)
            return;
    known.append(source);
    if (const auto made = templateOf(text, source))
        m_templates.append(*made);
}

std::optional<SourceTexts::Template> SourceTexts::templateOf(const QString& text,
                                                             const SourceText& source)
{
    Template made;
    QString pattern;
    qsizetype from = 0;
    auto matches = placePattern().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString between = text.mid(from, match.capturedStart() - from);
        made.letters += int(between.size());
        const QString place = match.captured();
        pattern += QRegularExpression::escape(between) + (place.endsWith(QLatin1Char('n'))
                                                              ? QStringLiteral("([0-9]+)")
                                                              : QStringLiteral("(.*?)"));
        made.places.append(place);
        from = match.capturedEnd();
    }
    if (made.places.isEmpty())
        return std::nullopt;
    made.letters += int(text.size() - from);
    pattern += QRegularExpression::escape(text.mid(from));
    made.text = text;
    made.pattern = QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                                      QRegularExpression::DotMatchesEverythingOption);
    made.source = source;
    return made;
}

std::optional<QString> SourceTexts::again(const QString& text,
                                          const QList<QByteArray>& contexts) const
{
    if (text.isEmpty())
        return std::nullopt;
    return againIn(text, contexts, 0);
}

std::optional<QString> SourceTexts::againIn(const QString& text, const QList<QByteArray>& contexts,
                                            int depth) const
{
    std::optional<SourceText> best;
    {
        const QMutexLocker lock(&m_mutex);
        for (const auto& source : m_sources.value(text))
            if (!best || distance(source, contexts) < distance(*best, contexts))
                best = source;
    }
    if (best)  // without the lock: the translator remembers what it answers
        return translated(*best, best->number);
    return filledAgain(text, contexts, depth);
}

std::optional<QString> SourceTexts::filledAgain(const QString& text,
                                                const QList<QByteArray>& contexts, int depth) const
{
    if (depth >= kDepth)
        return std::nullopt;
    std::optional<Template> best;
    QRegularExpressionMatch filling;
    {
        const QMutexLocker lock(&m_mutex);
        for (const auto& candidate : m_templates) {
            const bool better =
                !best || candidate.letters > best->letters ||
                (candidate.letters == best->letters &&
                 distance(candidate.source, contexts) < distance(best->source, contexts));
            if (!better)
                continue;
            if (const auto match = candidate.pattern.match(text); match.hasMatch()) {
                best = candidate;
                filling = match;
            }
        }
    }
    if (!best)
        return std::nullopt;
    QHash<QString, QString> fillings;
    int number = best->source.number;
    for (qsizetype i = 0; i < best->places.size(); ++i) {
        const QString part = filling.captured(int(i) + 1);
        if (best->places[i].endsWith(QLatin1Char('n')))
            number = part.toInt();
        else
            fillings[best->places[i].right(1)] = againIn(part, contexts, depth + 1).value_or(part);
    }
    QString result;
    qsizetype from = 0;
    const QString now = translated(best->source, number);
    auto places = placePattern().globalMatch(now);
    while (places.hasNext()) {
        const auto place = places.next();
        result += now.mid(from, place.capturedStart() - from) +
                  fillings.value(place.captured().right(1), place.captured());
        from = place.capturedEnd();
    }
    return result + now.mid(from);
}

QString SourceTexts::sourceOf(const QString& text) const
{
    const QMutexLocker lock(&m_mutex);
    const auto known = m_sources.value(text);
    const auto best = std::min_element(
        known.begin(), known.end(),
        [](const auto& a, const auto& b) { return distance(a, {}) < distance(b, {}); });
    return best == known.end() ? text : QString::fromUtf8(best->source);
}

}  // namespace sfumato
