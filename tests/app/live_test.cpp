// SPDX-License-Identifier: MIT
#include "support/bundled_models.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace sfumato;

/// Live painting in the window with the bundled model. Prints how long the picture takes to follow.
class LiveTest : public QObject, sfumato::test::WindowFixture {
    Q_OBJECT

private:
    void stroke(int label, int row)
    {
        auto& document = m_window->document();
        document.beginStroke();
        for (int x = 20; x < 230; x += 6)
            document.paintDisc({double(x), double(row)}, 24, label);
        document.endStroke(QStringLiteral("stroke"));
    }

    LiveMode& live() const { return *m_window->findChild<LiveMode*>(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!sfumato::test::hasBundledModels())
            QSKIP("the bundled model is not in this tree");
        begin();
        openWindow(sfumato::test::bundledEngine(), 60000);
        openFile(QStringLiteral(SFUMATO_SOURCE_DIR "/resources/examples/lake.png"), 60000);
    }

    void thePictureFollowsTheBrush()
    {
        QSignalSpy made(&live(), &LiveMode::made), shown(&live(), &LiveMode::previewed);
        m_window->findChild<QAction*>("liveAction")->trigger();
        QVERIFY(live().isOn());
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 2, 120000);  // few steps, then settled
        const auto history = m_window->document().history().size();
        const auto* strip = m_window->findChild<HistoryStrip*>();
        const auto thumbnail = strip->item(strip->count() - 1)->icon().cacheKey();

        QList<qint64> first, quick, settled;
        for (int i = 0; i < 3; ++i) {
            made.clear();
            shown.clear();
            QElapsedTimer clock;
            clock.start();
            stroke(i % 2 ? 6 : 13, 120 + 20 * i);
            QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 60000);
            first.append(clock.elapsed());
            QTRY_VERIFY_WITH_TIMEOUT(!made.isEmpty(), 60000);
            quick.append(clock.elapsed());
            QVERIFY(!made[0][1].toBool());
            QTRY_COMPARE_WITH_TIMEOUT(made.size(), 2, 60000);
            settled.append(clock.elapsed());
            QVERIFY(made[1][1].toBool());
        }
        for (auto* list : {&first, &quick, &settled})
            std::sort(list->begin(), list->end());
        qInfo(
            "from the stroke's end, 256², median of 3: first preview %lld ms, picture %lld ms, "
            "settled %lld ms",
            first[1], quick[1], settled[1]);
        // Settled pictures take the place of one another; strokes alone are to be undone.
        QCOMPARE(m_window->document().history().size(), history);
        QCOMPARE(strip->count(), int(history));
        QVERIFY(strip->item(strip->count() - 1)->icon().cacheKey() != thumbnail);
        QVERIFY(first[1] < 30000);
    }

    void onlyWhereItWasPaintedIsMadeAnew()
    {
        QSignalSpy made(&live(), &LiveMode::made);
        auto& document = m_window->document();
        m_window->picturePanel().setSeed(11);  // all of it, to begin with
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 2, 120000);
        QVERIFY(made[1][2].toRect().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->queue().isRunning(), 120000);
        const QImage before = document.result();
        document.beginStroke();
        document.paintDisc({60, 200}, 30, 13);
        document.endStroke(QStringLiteral("stroke"));
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 4, 120000);
        const QRect part = made[3][2].toRect();
        QVERIFY(part.contains(QRect(46, 186, 28, 28)));
        qInfo("of %d × %d pixels", part.width(), part.height());
        QVERIFY(part.width() * part.height() < 256 * 256 / 3);
        const QImage after = document.result();
        int inside = 0, outside = 0;
        for (int y = 0; y < after.height(); ++y)
            for (int x = 0; x < after.width(); ++x)
                (part.contains(x, y) ? inside : outside) += before.pixel(x, y) != after.pixel(x, y);
        QVERIFY(inside > 0);
        QCOMPARE(outside, 0);
    }

    void whatIsOnTheCanvasCanBeMadeAgain()
    {
        QVERIFY(m_window->savePicture(m_folder.filePath("live.png")));
        QCOMPARE(QProcess::execute(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
                                   {"semantic", "--recipe", m_folder.filePath("live.png"), "--out",
                                    m_folder.filePath("again.png")}),
                 0);
        QCOMPARE(QImage(m_folder.filePath("again.png")), QImage(m_folder.filePath("live.png")));
    }

    void undoIsFollowedToo()
    {
        QSignalSpy made(&live(), &LiveMode::made);
        m_window->document().undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(!made.isEmpty(), 60000);
    }

    void anotherModeEndsIt()
    {
        QVERIFY(live().isOn());
        QVERIFY(m_window->setMode(QStringLiteral("upscale")));
        QVERIFY(!live().isOn());
        QVERIFY(!m_window->findChild<QAction*>("liveAction")->isEnabled());
    }
};

QTEST_MAIN(LiveTest)
#include "live_test.moc"
