// SPDX-License-Identifier: MIT
#include "canvas/mask_outline.h"

#include <QTest>

using namespace sfumato;

class MaskOutlineTest : public QObject {
    Q_OBJECT

private:
    QImage m_mask;
    MaskOutline m_outline{[this]() -> const QImage& { return m_mask; }};

    static double lengthOf(const QList<QLine>& lines)
    {
        double sum = 0.0;
        for (const auto& line : lines)
            sum += std::abs(line.dx()) + std::abs(line.dy());
        return sum;
    }

    void set(QRect rect)
    {
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x)
                m_mask.scanLine(y)[x] = 1;
        m_outline.invalidate(rect);
    }

private Q_SLOTS:
    void init()
    {
        m_mask = QImage(700, 600, QImage::Format_Indexed8);
        m_mask.fill(0);
        m_outline.setFeather(0);
        m_outline.invalidate(m_mask.rect());
    }

    void nothingHasNoBorder() { QVERIFY(m_outline.lines(m_mask.rect()).border.isEmpty()); }

    // Across the borders of tiles too, and at the mask's own.
    void theBorderGoesAround_data()
    {
        QTest::addColumn<QRect>("rect");
        QTest::newRow("inside a tile") << QRect(10, 20, 30, 40);
        QTest::newRow("over tiles") << QRect(200, 200, 300, 120);
        QTest::newRow("at the end") << QRect(690, 590, 10, 10);
        QTest::newRow("everything") << QRect(0, 0, 700, 600);
    }

    void theBorderGoesAround()
    {
        QFETCH(QRect, rect);
        set(rect);
        const auto lines = m_outline.lines(m_mask.rect());
        QCOMPARE(lengthOf(lines.border), 2.0 * (rect.width() + rect.height()));
        for (const auto& line : lines.border)
            QVERIFY(line.x1() == rect.left() || line.x1() == rect.right() + 1 ||
                    line.y1() == rect.top() || line.y1() == rect.bottom() + 1);
    }

    void theSoftEdgeLiesAsFarOutAsItBlends()
    {
        m_outline.setFeather(8);
        set({250, 250, 20, 20});  // where four tiles meet
        const auto lines = m_outline.lines(m_mask.rect());
        QRect all;
        for (const auto& line : lines.soft)
            all |= QRect(line.p1(), line.p2()).normalized();
        QCOMPARE(all.topLeft(), QPoint(242, 242));
        QCOMPARE(all.bottomRight(), QPoint(278, 278));
        // The corners are round.
        const auto corner = [](const QLine& line) {
            return line.p1() == QPoint(242, 242) || line.p2() == QPoint(242, 242);
        };
        QVERIFY(std::none_of(lines.soft.begin(), lines.soft.end(), corner));
    }

    void aStrokeIsFollowed()
    {
        set({10, 10, 5, 5});
        QCOMPARE(lengthOf(m_outline.lines(m_mask.rect()).border), 20.0);
        set({15, 10, 5, 5});
        QCOMPARE(lengthOf(m_outline.lines(m_mask.rect()).border), 30.0);
    }
};

QTEST_GUILESS_MAIN(MaskOutlineTest)
#include "mask_outline_test.moc"
