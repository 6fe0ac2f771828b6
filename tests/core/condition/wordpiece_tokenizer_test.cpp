// SPDX-License-Identifier: MIT
#include "condition/wordpiece_tokenizer.h"

#include "ldm/error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>

using namespace ldm;
using ldm::condition::WordpieceTokenizer;

class WordpieceTokenizerTest : public QObject {
    Q_OBJECT

private:
    const WordpieceTokenizer m_bert{SFUMATO_SOURCE_DIR
                                    "/resources/vocabularies/bert-base-uncased.txt"};

    // The ids between [CLS] and the padding.
    std::vector<std::int64_t> piecesOf(const std::string& prompt) const
    {
        auto ids = m_bert.encode(prompt).ids;
        ids.erase(std::find(ids.begin(), ids.end(), 0), ids.end());
        return {ids.begin() + 1, ids.end()};
    }

private Q_SLOTS:
    void promptsBecomeThePublishedIds()
    {
        using Ids = std::vector<std::int64_t>;
        QCOMPARE(piecesOf(""), Ids({102}));
        QCOMPARE(piecesOf("A Photo of a CAT."), Ids({1037, 6302, 1997, 1037, 4937, 1012, 102}));
        QCOMPARE(piecesOf("unaffable"), Ids({14477, 20961, 3468, 102}));
        QCOMPARE(piecesOf("café naïve"), Ids({7668, 15743, 102}));
        QCOMPARE(piecesOf("北京"), Ids({1781, 1755, 102}));
        QCOMPARE(piecesOf("😀"), Ids({100, 102}));
        QCOMPARE(piecesOf("[SEP] [sep]"), Ids({102, 1031, 19802, 1033, 102}));
    }

    void whatDoesNotFitIsCutAndSaid()
    {
        const auto whole = m_bert.encode("a photo", 6);
        QVERIFY(whole.complete);
        QCOMPARE(whole.used, size_t(7));
        const auto cut = m_bert.encode("a photo of a cat", 5);
        QVERIFY(!cut.complete);
        QCOMPARE(cut.used, std::string("a photo of").size());
        QCOMPARE(cut.ids, std::vector<std::int64_t>({101, 1037, 6302, 1997, 102}));
        QVERIFY_EXCEPTION_THROWN(m_bert.encode("a", 1), Error);
    }

    void anyBytesAreTaken()
    {
        std::mt19937 random(11);
        for (int i = 0; i < 10000; ++i) {
            std::string bytes(random() % 200, ' ');
            for (auto& byte : bytes)
                byte = char(random());
            const auto tokens = m_bert.encode(bytes);
            QCOMPARE(tokens.ids.size(), size_t(77));
            QVERIFY(tokens.used <= bytes.size());
            for (const auto id : tokens.ids)
                QVERIFY(id >= 0 && id < 30522);
        }
    }

    void badVocabulariesAreNamed()
    {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "v.txt";
        QVERIFY_EXCEPTION_THROWN(WordpieceTokenizer{file}, Error);
        std::ofstream(file) << "[PAD]\nword\n";
        QVERIFY_EXCEPTION_THROWN(WordpieceTokenizer{file}, Error);
    }
};

QTEST_APPLESS_MAIN(WordpieceTokenizerTest)
#include "wordpiece_tokenizer_test.moc"
