// SPDX-License-Identifier: MIT
#include "desktop/power_saver.h"
#include "live_manners.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

namespace {

/// Hears who wants to know of the desktop's properties.
class QuietBus final : public DesktopBus {
public:
    void call(const BusCall&, Answered, Failed) override {}
    void tell(const BusCall&) override {}
    void listen(const BusCall&, Answered heard) override { m_heard = std::move(heard); }

    void savePower(bool on)
    {
        m_heard({"org.freedesktop.portal.PowerProfileMonitor",
                 QVariantMap{{"power-saver-enabled", on}}, QStringList()});
    }

private:
    Answered m_heard;
};

}  // namespace

/// Live painting in the window, with a stand-in for the engine.
class LiveWindowTest : public QObject, private test::WindowFixture {
    Q_OBJECT

private:
    QuietBus m_bus;
    std::unique_ptr<PowerSaver> m_power;
    std::unique_ptr<LiveManners> m_manners;

    LiveMode& live() { return m_window->live(); }
    QAction& action() { return *m_window->findChild<QAction*>("liveAction"); }

    void stroke(QPointF place, int label)
    {
        auto& document = m_window->document();
        document.beginStroke();
        document.paintDisc(place, 12, label);
        document.endStroke(QStringLiteral("stroke"));
    }

    // Live painting is on, the picture settled, the model known.
    void settle()
    {
        QSignalSpy made(&live(), &LiveMode::made);
        action().trigger();
        QTRY_COMPARE(made.size(), 2);
        QTRY_VERIFY(!m_window->queue().isRunning());
    }

private Q_SLOTS:
    void init()
    {
        begin();
        openWindow();
        m_power = std::make_unique<PowerSaver>(m_bus);
        m_manners =
            std::make_unique<LiveManners>(live(), *m_window, m_window->messages(), *m_power);
    }

    void cleanup()
    {
        m_manners.reset();
        m_window.reset();
    }

    void aMinuteWithoutAStrokeEndsItAndIsSaid()
    {
        live().setOffAfter(1);
        action().trigger();
        QVERIFY(action().isChecked());
        QTRY_VERIFY(!live().isOn());
        QVERIFY(!action().isChecked());
        QVERIFY(m_window->messages().isVisible());
        QVERIFY(m_window->messages().sentence().contains("minute"));
    }

    void nothingRunsWhileTheWindowCannotBeSeen_data()
    {
        QTest::addColumn<bool>("minimised");
        QTest::newRow("hidden") << false;
        QTest::newRow("minimised") << true;
    }

    void nothingRunsWhileTheWindowCannotBeSeen()
    {
        QFETCH(bool, minimised);
        settle();
        minimised ? m_window->showMinimized() : m_window->hide();
        QTRY_VERIFY(live().isResting());
        QSignalSpy started(&m_window->queue(), &JobQueue::started);
        QSignalSpy made(&live(), &LiveMode::made);
        stroke({60, 60}, 2);
        QTest::qWait(2 * LiveMode::kPauseOfPen);
        QCOMPARE(started.size(), 0);
        m_window->showNormal();
        QTRY_COMPARE(made.size(), 2);
        QVERIFY(!m_window->messages().isVisible());
    }

    void whilePowerIsSavedItRestsAndSaysSo()
    {
        m_bus.savePower(true);
        QVERIFY(!m_window->messages().isVisible());  // it is off
        QSignalSpy made(&live(), &LiveMode::made);
        action().trigger();
        QVERIFY(m_window->messages().sentence().contains("power"));
        QTest::qWait(50);
        QVERIFY(!m_window->queue().isRunning());
        m_bus.savePower(false);
        QVERIFY(!m_window->messages().isVisible());
        QTRY_COMPARE(made.size(), 2);
    }

    // Small strokes: what few steps make of a part is seen there until it is settled.
    void theFirstLookStaysUntilItIsSettled()
    {
        settle();
        auto& document = m_window->document();
        QSignalSpy made(&live(), &LiveMode::made);
        stroke({60, 60}, 2);
        QTRY_COMPARE(made.size(), 1);
        QTRY_VERIFY(!m_window->queue().isRunning());
        QTest::qWait(20);
        QVERIFY(!document.preview().isNull());
        const QRect part = document.previewPart();
        QVERIFY(part.contains(QRect(54, 54, 12, 12)));
        QVERIFY(part.width() < 64);
        QCOMPARE(document.preview().pixelColor(part.topLeft() - QPoint(2, 2)).alpha(), 0);
        QTRY_COMPARE(made.size(), 2);
        QVERIFY(document.preview().isNull());
        QCOMPARE(document.history().size(), 1);
        QCOMPARE(document.undoStack().count(), 1);  // the stroke
    }
};

QTEST_MAIN(LiveWindowTest)
#include "live_window_test.moc"
