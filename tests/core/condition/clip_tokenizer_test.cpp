// SPDX-License-Identifier: MIT
#include "condition/clip_tokenizer.h"

#include "ldm/error.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <random>

using namespace ldm;
using ldm::condition::ClipTokenizer;

class ClipTokenizerTest : public QObject {
    Q_OBJECT

private:
    using Ids = std::vector<std::int64_t>;
    const ClipTokenizer m_clip{SFUMATO_SOURCE_DIR "/resources/vocabularies/clip-merges.txt"};

    // The ids between start and the first end.
    Ids piecesOf(const std::string& prompt) const
    {
        auto ids = m_clip.encode(prompt).ids;
        ids.erase(std::find(ids.begin(), ids.end(), ClipTokenizer::kEnd), ids.end());
        return {ids.begin() + 1, ids.end()};
    }

private Q_SLOTS:
    void promptsBecomeThePublishedIds()
    {
        QCOMPARE(piecesOf("a photo of a cat"), Ids({320, 1125, 539, 320, 2368}));
        QCOMPARE(piecesOf("A Painting of Mount Fuji, by Hokusai!!"),
                 Ids({320, 3086, 539, 5532, 21634, 267, 638, 606, 1836, 10886, 748}));
        QCOMPARE(piecesOf("it's the artist's café in 1920"),
                 Ids({585, 568, 518, 2456, 568, 15304, 530, 272, 280, 273, 271}));
        QCOMPARE(piecesOf("don't they'll we've"), Ids({847, 713, 889, 1342, 649, 1200}));
        QCOMPARE(piecesOf("fish &amp; chips &lt;b&gt; &#233;"),
                 Ids({2759, 261, 8855, 283, 321, 285, 4166}));
        QCOMPARE(piecesOf("“curly” ‘quotes’ and ﬁne"),
                 Ids({257, 20795, 257, 262, 5808, 262, 537, 3797}));
        QCOMPARE(piecesOf("Ｆｕｌｌ　ｗｉｄｔｈ"), Ids({1476, 23571}));
        QCOMPARE(piecesOf("été naïve"), Ids({3459, 39694, 1097, 35689, 563}));
        QCOMPARE(piecesOf("北京 山水画"),
                 Ids({161, 234, 245, 21078, 361, 46096, 109, 162, 108, 112, 20211, 375}));
        QCOMPARE(piecesOf("한국어 텍스트"),
                 Ids({15197, 250, 31871, 255, 31625, 368, 169, 227, 235, 20305, 39820}));
        QCOMPARE(piecesOf("emoji 😀👍🏽 end"), Ids({16327, 12832, 43722, 806}));
        QCOMPARE(piecesOf("masterpiece, best quality, ultra-detailed 8k"),
                 Ids({12066, 267, 949, 3027, 267, 8118, 268, 12609, 279, 330}));
        QCOMPARE(piecesOf("x²+y³=½"), Ids({343, 41175, 266, 344, 126, 367, 284, 33613}));
        QCOMPARE(piecesOf("\t tabs \n and spaces  "), Ids({29163, 537, 9006}));
        QCOMPARE(piecesOf("supercalifragilisticexpialidocious"),
                 Ids({1642, 2857, 13093, 2076, 5868, 26850, 835, 639, 38466}));
        QCOMPARE(piecesOf("Привет мир"),
                 Ids({26302, 16370, 29503, 110, 22176, 141, 480, 38018, 16701, 141, 478}));
    }

    void everyPromptIsFramedAndPaddedWithTheEnd()
    {
        const auto empty = m_clip.encode("");
        QCOMPARE(empty.ids.size(), size_t(77));
        QCOMPARE(empty.ids.front(), ClipTokenizer::kStart);
        QVERIFY(std::all_of(empty.ids.begin() + 1, empty.ids.end(),
                            [](auto id) { return id == ClipTokenizer::kEnd; }));
    }

    void whatDoesNotFitIsCutAndSaidWhere()
    {
        std::string prompt;
        for (int i = 0; i < 100; ++i)
            prompt += "tree ";
        const auto tokens = m_clip.encode(prompt);
        QVERIFY(!tokens.complete);
        QCOMPARE(tokens.used, size_t(75 * 5 - 1));
        QCOMPARE(tokens.ids.size(), size_t(77));
        QCOMPARE(tokens.ids.back(), ClipTokenizer::kEnd);
    }

    void anyBytesGiveTokens()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 10000; ++round) {
            std::string prompt(random() % 60, ' ');
            for (auto& c : prompt)
                c = char(random() % (round % 2 ? 256 : 128));
            const auto tokens = m_clip.encode(prompt);
            QCOMPARE(tokens.ids.size(), size_t(77));
            QVERIFY(std::all_of(tokens.ids.begin(), tokens.ids.end(),
                                [](auto id) { return id >= 0 && id < 49408; }));
            QVERIFY(tokens.used <= prompt.size());
        }
    }

    void aRunWithoutEndDoesNotHang()
    {
        QElapsedTimer clock;
        clock.start();
        m_clip.encode(std::string(100000, 'a'));
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void aFileThatIsNoTableIsRefused()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("merges.txt").toStdString();
        std::ofstream(file) << "a b\nx nonsense\n";
        QVERIFY_EXCEPTION_THROWN(ClipTokenizer tokenizer(file), Error);
        QVERIFY_EXCEPTION_THROWN(ClipTokenizer tokenizer(file + ".no"), Error);
    }
};

QTEST_APPLESS_MAIN(ClipTokenizerTest)
#include "clip_tokenizer_test.moc"
