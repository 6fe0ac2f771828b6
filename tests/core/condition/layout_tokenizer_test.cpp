// SPDX-License-Identifier: MIT
#include "condition/layout_tokenizer.h"

#include "ldm/error.h"

#include <QTest>

using namespace ldm;
using namespace ldm::condition;

class LayoutTokenizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cornersAreOnAGridOfNinety()
    {
        const LayoutTokenizer tokenizer({});
        const auto tokens =
            tokenizer.encode({{5, {0.5, 0.5, 0.5, 0.5}}, {7, {0.25, 0.75, 0.1, 0.1}}});
        QCOMPARE(tokens.size(), size_t(92));
        QCOMPARE(tokens[0], 5);
        QCOMPARE(tokens[1], 4004);  // 44.5 rounds to the even 44
        QCOMPARE(tokens[2], 8099);
        QCOMPARE(tokens[4], 6052);
        QCOMPARE(tokens[6], 8191);
        QCOMPARE(tokens[90], 0);
        QCOMPARE(tokens[91], 8099);
    }

    void boxesReadBack()
    {
        const LayoutTokenizer tokenizer({.classes = 10});
        const auto layout = tokenizer.decode(
            tokenizer.encode({{3, {0.1, 0.2, 0.3, 0.4}, true}}, LayoutBox{0.0, 0.0, 0.5, 1.0}));
        QCOMPARE(layout.objects.size(), size_t(1));
        QCOMPARE(layout.objects[0].category_token, 13);
        QVERIFY(std::abs(layout.objects[0].box.x - 0.1) < 0.01);
        QVERIFY(std::abs(layout.objects[0].box.height - 0.4) < 0.01);
        QVERIFY(layout.crop && std::abs(layout.crop->width - 0.5) < 0.01);
    }

    void whatLiesOutsideTheCropOrIsTooManyIsDropped()
    {
        const LayoutTokenizer tokenizer({.classes = 10, .max_objects = 2});
        const std::vector<LayoutObject> objects{
            {1, {0.0, 0.0, 0.2, 0.2}}, {2, {0.6, 0.6, 0.2, 0.2}}, {3, {0.7, 0.7, 0.2, 0.2}}};
        const auto tokens = tokenizer.encode(objects, LayoutBox{0.5, 0.5, 0.5, 0.5});
        QCOMPARE(tokens.size(), size_t(8));
        QCOMPARE(tokens[0], 2);
        QCOMPARE(tokens[3], 8191);
    }

    void whatHasNoTokenIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(LayoutTokenizer({.classes = 9000}), Error);
        const LayoutTokenizer tokenizer({.classes = 601});
        QVERIFY_EXCEPTION_THROWN(tokenizer.encode({{601, {}}}), Error);
        QVERIFY_EXCEPTION_THROWN(tokenizer.encode({{600, {}, true, true, true, true}}), Error);
        QVERIFY_EXCEPTION_THROWN(tokenizer.decode({1, 2, 3}), Error);
    }
};

QTEST_APPLESS_MAIN(LayoutTokenizerTest)
#include "layout_tokenizer_test.moc"
