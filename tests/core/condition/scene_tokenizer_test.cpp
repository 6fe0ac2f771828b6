// SPDX-License-Identifier: MIT
#include "condition/scene_tokenizer.h"

#include "ldm/error.h"

#include <QTest>

using namespace ldm;
using namespace ldm::condition;

class SceneTokenizerTest : public QObject {
    Q_OBJECT

private:
    const std::filesystem::path m_words = SFUMATO_SOURCE_DIR "/resources/models/scene-words.txt";

    SceneTokenizerConfig config() const
    {
        return {
            .vocabulary = m_words, .classes = 3, .max_boxes = 2, .tokens = 233 + 100, .length = 14};
    }

private Q_SLOTS:
    void wordsComeFirstAndBoxesAboveThem()
    {
        const SceneTokenizer both(config());
        const WordpieceTokenizer words(m_words);
        QCOMPARE(words.size(), size_t(233));
        const auto tokens = both.encode("a coast at noon", {{2, {0.0, 0.0, 1.0, 0.5}}}).ids;
        QCOMPARE(tokens.size(), size_t(14));
        const auto alone = words.encode("a coast at noon", 8).ids;
        QVERIFY(std::equal(alone.begin(), alone.end(), tokens.begin()));
        // A grid of ten lines: the lower corner is on line 4.5, which rounds to the even one.
        const std::vector<std::int64_t> boxes{235, 233, 233 + 49, 332, 332, 332};
        QVERIFY(std::equal(boxes.begin(), boxes.end(), tokens.begin() + 8));
        const auto none = both.encode("a coast at noon", size_t(14)).ids;
        QVERIFY(std::equal(tokens.begin(), tokens.begin() + 8, none.begin()));
        QCOMPARE(none.back(), 332);
    }

    void everyWordOfTheWorldIsKnown()
    {
        const WordpieceTokenizer words(m_words);
        const auto ids = words
                             .encode(
                                 "several mountain goats, a junk and drifting clouds in the "
                                 "blue hour")
                             .ids;
        for (const auto id : ids)
            QVERIFY(id != 1);  // [UNK]
    }

    void aSequenceWithoutRoomForWordsIsRefused()
    {
        auto small = config();
        small.length = 7;
        QVERIFY_EXCEPTION_THROWN(SceneTokenizer{small}, Error);
    }

    void longWordsAreCutAndThatIsSaid()
    {
        const SceneTokenizer both(config());
        const auto tokens = both.encode("a coast at noon with clouds and rocks and trees",
                                        std::vector<LayoutObject>{});
        QVERIFY(!tokens.complete);
    }
};

QTEST_APPLESS_MAIN(SceneTokenizerTest)
#include "scene_tokenizer_test.moc"
