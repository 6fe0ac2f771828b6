// SPDX-License-Identifier: MIT
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Message {
    QString context, source, translation, type;
    bool plural = false;

    QString name() const { return context + QStringLiteral(" | ") + source; }
};

QList<Message> readCatalogue(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> all;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = xml.name();
        if (name == QStringLiteral("name")) {
            context = xml.readElementText();
        } else if (name == QStringLiteral("message")) {
            all.append({context, {}, {}, {}, xml.attributes().hasAttribute("numerus")});
        } else if (name == QStringLiteral("source") && !all.isEmpty()) {
            all.last().source = xml.readElementText();
        } else if (name == QStringLiteral("translation") && !all.isEmpty()) {
            all.last().type = xml.attributes().value("type").toString();
            all.last().translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return all;
}

QStringList placesIn(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%L?[1-9n]"));
    QStringList all;
    for (auto it = place.globalMatch(text); it.hasNext();)
        all.append(it.next().captured());
    all.removeDuplicates();
    all.sort();
    return all;
}

}  // namespace

/// Reads the sources as the translators' tool does: every text of the program is translated.
class TranslationsTest : public QObject {
    Q_OBJECT

private:
    const QString m_root = QStringLiteral(SFUMATO_SOURCE_DIR);
    QTemporaryDir m_folder;

    QString catalogue(const QString& language) const
    {
        return QStringLiteral("%1/resources/translations/sfumato_%2.ts").arg(m_root, language);
    }

    // The catalogue as it is when the tool has looked at the sources.
    QList<Message> updated(const QString& language, const QStringList& options)
    {
        const QString copy = m_folder.filePath(language + ".ts");
        QFile::remove(copy);
        if (!QFile::copy(catalogue(language), copy))
            return {};
        QProcess lupdate;
        lupdate.setWorkingDirectory(m_root);
        lupdate.start(QStringLiteral(SFUMATO_LUPDATE),
                      QStringList{"-silent", "-locations", "none", "-disable-heuristic", "sametext",
                                  "-disable-heuristic", "similartext", "-extensions", "cpp,h"} +
                          options + QStringList{"app/studio", "ui", "plugins", "-ts", copy});
        if (!lupdate.waitForFinished(120'000) || lupdate.exitCode() != 0)
            return {};
        return readCatalogue(copy);
    }

    static void requireFinished(const QList<Message>& messages)
    {
        QStringList problems;
        for (const auto& m : messages)
            if (m.type == "vanished" || m.type == "obsolete")
                problems << "no longer in the program: " + m.name();
            else if (!m.type.isEmpty() || m.translation.isEmpty())
                problems << "not translated: " + m.name();
        QVERIFY2(problems.isEmpty(),
                 qPrintable("./dev translate, then finish\n" + problems.join('\n')));
    }

private Q_SLOTS:
    void everyTextIsChineseToo()
    {
        const auto messages = updated("zh_CN", {});
        QVERIFY(messages.size() > 400);
        requireFinished(messages);
    }

    void everyPluralIsThereInEnglish()
    {
        const auto messages = updated("en", {"-pluralonly"});
        QVERIFY(!messages.isEmpty());
        requireFinished(messages);
    }

    void argumentsAndEndingsAreKept()
    {
        QStringList problems;
        for (const auto& m : readCatalogue(catalogue("zh_CN"))) {
            if (placesIn(m.source) != placesIn(m.translation))
                problems << "other arguments: " + m.name();
            if (m.source.endsWith(QStringLiteral("…")) !=
                m.translation.endsWith(QStringLiteral("…")))
                problems << "the ellipsis says that a dialog follows: " + m.name();
            if (m.source.contains(QStringLiteral(";;")) &&
                m.source.count("(*") != m.translation.count("(*"))
                problems << "other file types: " + m.name();
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }

    // Sentences that were left in English.
    void translationsAreChinese()
    {
        static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}"));
        static const QRegularExpression han(QStringLiteral("\\p{Han}"));
        QStringList problems;
        for (const auto& m : readCatalogue(catalogue("zh_CN")))
            if (m.translation.contains(word) && !m.translation.contains(han) &&
                !m.context.endsWith(
                    "TextPanel"))  // examples of words, which models know in English
                problems << m.name();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }

    // One command in one menu, one key: two entries of the main menus must not share a letter.
    void menusHaveDifferentLetters()
    {
        QSet<QChar> letters;
        static const QRegularExpression letter(QStringLiteral("\\(&([A-Z])\\)$"));
        for (const auto& m : readCatalogue(catalogue("zh_CN")))
            if (m.context == "sfumato::MainWindow" && m.source.startsWith('&')) {
                const auto match = letter.match(m.translation);
                QVERIFY2(match.hasMatch(), qPrintable(m.name()));
                const QChar c = match.captured(1).front();
                QVERIFY2(!letters.contains(c), qPrintable(m.name()));
                letters.insert(c);
            }
        QVERIFY(letters.size() >= 8);
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
