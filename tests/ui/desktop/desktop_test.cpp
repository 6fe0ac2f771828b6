// SPDX-License-Identifier: MIT
#include "desktop/desktop.h"
#include "desktop/power_saver.h"
#include "desktop/session_bus.h"
#include "desktop/system_theme.h"
#include "job/job_queue.h"
#include "support/fake_generator.h"

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QWidget>

using namespace sfumato;
using sfumato::test::FakeGenerator;

namespace {

/// Writes down what is said and answers as it was told.
class FakeBus final : public DesktopBus {
public:
    void call(const BusCall& call, Answered answered, Failed failed) override
    {
        calls.append(call);
        if (call.method == "Inhibit" && answered)
            answered({QVariant::fromValue(QDBusObjectPath("/request/1"))});
        else if (call.method == "Read" && answered && scheme.isValid())
            answered(
                {QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(scheme))))});
        else if (call.method == "Get" && answered && saving.isValid())
            answered({QVariant::fromValue(QDBusVariant(saving))});
        else if (call.method == "AddNotification" && noPortal && failed)
            failed();
    }

    void tell(const BusCall& call) override { told.append(call); }

    void listen(const BusCall& signal, Answered heard) override
    {
        if (signal.method == "SettingChanged")
            settingChanged = std::move(heard);
        else if (signal.method == "PropertiesChanged")
            propertiesChanged = std::move(heard);
    }

    QStringList methods() const
    {
        QStringList all;
        for (const auto& call : calls)
            all.append(call.method);
        return all;
    }

    QList<BusCall> calls, told;
    QVariant scheme, saving;
    bool noPortal = false;
    Answered settingChanged, propertiesChanged;
};

ldm::Recipe recipe()
{
    ldm::Recipe r;
    r.task = ldm::TaskKind::Semantic;
    r.width = r.height = 8;
    r.steps = 4;
    r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{8, 8, std::vector<std::uint8_t>(64)});
    return r;
}

}  // namespace

/// An object on a real bus that stands in for the desktop.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public Q_SLOTS:
    QDBusVariant Read(const QString&, const QString&) const { return QDBusVariant(uint(1)); }

Q_SIGNALS:
    void SettingChanged(const QString& area, const QString& key, const QDBusVariant& value);
};

class DesktopTest : public QObject {
    Q_OBJECT

private:
    static void run(JobQueue& queue)
    {
        QSignalSpy idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe());
        QVERIFY(idle.count() > 0 || idle.wait());
    }

private Q_SLOTS:
    void init()
    {
        FakeGenerator::fail = false;
        FakeGenerator::held = false;
        FakeGenerator::delay = 0;
    }

    void sleepIsInhibitedWhileAJobRuns()
    {
        FakeBus bus;
        {
            SleepInhibitor inhibitor(bus);
            inhibitor.begin();
            inhibitor.begin();
            QCOMPARE(bus.methods(), QStringList{"Inhibit"});
            QCOMPARE(bus.calls[0].arguments[1].toUInt(), 12u);
            QVERIFY(!bus.calls[0].arguments[2].toMap()["reason"].toString().isEmpty());
            inhibitor.end();
            inhibitor.begin();  // live painting: the next job follows
            QTest::qWait(SleepInhibitor::kLinger / 10);
            QCOMPARE(bus.methods(), QStringList{"Inhibit"});
            inhibitor.end();
            QTRY_COMPARE_WITH_TIMEOUT(bus.calls.size(), 2, SleepInhibitor::kLinger * 2);
            QCOMPARE(bus.calls[1].method, QString("Close"));
            QCOMPARE(bus.calls[1].path, QString("/request/1"));
            inhibitor.begin();
        }
        QCOMPARE(bus.methods(), QStringList({"Inhibit", "Close", "Inhibit", "Close"}));
    }

    void aLongJobIsAnnouncedWhenTheArtistLooksElsewhere()
    {
        FakeBus bus;
        QWidget window;  // hidden: not looked at
        JobQueue queue(std::make_unique<FakeGenerator>());
        Desktop desktop(bus, queue, &window);
        run(queue);
        QVERIFY(!bus.methods().contains("AddNotification"));  // it was short
        desktop.setLong(0);
        run(queue);
        QCOMPARE(bus.methods().count("AddNotification"), 1);
        desktop.setNotifies(false);
        run(queue);
        QCOMPARE(bus.methods().count("AddNotification"), 1);
        desktop.setNotifies(true);
        FakeGenerator::fail = true;
        run(queue);
        QCOMPARE(bus.calls.last().arguments[1].toMap()["body"].toString(),
                 QString("There is not enough memory."));
    }

    void nobodyIsToldWhoLooks()
    {
        FakeBus bus;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        JobQueue queue(std::make_unique<FakeGenerator>());
        Desktop desktop(bus, queue, &window);
        desktop.setLong(0);
        run(queue);
        QVERIFY(!bus.methods().contains("AddNotification"));
    }

    void theOlderKindServesWhereThereIsNoPortal()
    {
        FakeBus bus;
        bus.noPortal = true;
        Notifier notifier(bus);
        notifier.show("Title", "Text");
        QCOMPARE(bus.methods(), QStringList({"AddNotification", "Notify"}));
        QCOMPARE(bus.calls[1].arguments.size(), 8);
        QCOMPARE(bus.calls[1].arguments[3].toString(), QString("Title"));
        notifier.withdraw();
        QCOMPARE(bus.calls.size(), 2);
    }

    void theTaskbarShowsHowFarItIs()
    {
        FakeBus bus;
        QWidget window;
        JobQueue queue(std::make_unique<FakeGenerator>());
        Desktop desktop(bus, queue, &window);
        run(queue);
        QVERIFY(bus.told.size() >= 3);
        const auto state = [&](qsizetype i) { return bus.told[i].arguments[1].toMap(); };
        QCOMPARE(bus.told[0].interface, QString("com.canonical.Unity.LauncherEntry"));
        QCOMPARE(bus.told[0].arguments[0].toString(),
                 QString("application://org.sfumato.Sfumato.desktop"));
        QVERIFY(state(0)["progress-visible"].toBool());
        QCOMPARE(state(0)["progress"].toDouble(), 0.25);
        QVERIFY(!state(bus.told.size() - 1)["progress-visible"].toBool());
    }

    void theThemeFollowsTheDesktop()
    {
        FakeBus bus;
        QVERIFY(!SystemTheme(bus).isDark().has_value());
        bus.scheme = 1u;
        SystemTheme theme(bus);
        QCOMPARE(theme.isDark(), std::optional(true));
        QSignalSpy changed(&theme, &SystemTheme::changed);
        bus.settingChanged(
            {"org.freedesktop.appearance", "color-scheme", QVariant::fromValue(QDBusVariant(2u))});
        QCOMPARE(theme.isDark(), std::optional(false));
        QCOMPARE(changed.count(), 1);
        bus.settingChanged({"org.freedesktop.appearance", "accent-color", 1u});
        QCOMPARE(changed.count(), 1);
    }

    void itIsKnownWhetherPowerIsSaved()
    {
        FakeBus bus;
        QVERIFY(!PowerSaver(bus).isOn());
        bus.saving = true;
        PowerSaver power(bus);
        QVERIFY(power.isOn());
        QCOMPARE(
            bus.calls.last().arguments,
            QVariantList({"org.freedesktop.portal.PowerProfileMonitor", "power-saver-enabled"}));
        QSignalSpy changed(&power, &PowerSaver::changed);
        const auto tell = [&bus](const char* interface, const QVariantMap& values) {
            bus.propertiesChanged({interface, values, QStringList()});
        };
        tell("org.freedesktop.portal.Camera", {{"power-saver-enabled", false}});
        tell("org.freedesktop.portal.PowerProfileMonitor", {{"version", 1u}});
        QVERIFY(power.isOn());
        tell("org.freedesktop.portal.PowerProfileMonitor", {{"power-saver-enabled", false}});
        QVERIFY(!power.isOn());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toBool(), false);
    }

    void withoutABusNothingIsSaid()
    {
        SessionBus bus{QDBusConnection("there is none")};
        bool failed = false;
        bus.call({"a.b", "/c", "d.e", "F", {}}, {}, [&failed] { failed = true; });
        bus.tell({{}, "/c", "d.e", "G", {}});
        QVERIFY(failed);
        SystemTheme theme(bus);
        QVERIFY(!theme.isDark().has_value());
    }

    void aRealBusCarriesCallsAndSignals()
    {
        const QString daemon = QStandardPaths::findExecutable("dbus-daemon");
        if (daemon.isEmpty())
            QSKIP("dbus-daemon is not installed");
        QProcess process;
        process.start(daemon, {"--session", "--nofork", "--print-address"});
        QVERIFY(process.waitForReadyRead());
        const QString address = QString::fromUtf8(process.readLine()).trimmed();
        {
            auto desktop = QDBusConnection::connectToBus(address, "desktop");
            Portal portal;
            QVERIFY(desktop.registerService("org.freedesktop.portal.Desktop"));
            QVERIFY(desktop.registerObject(
                "/org/freedesktop/portal/desktop", &portal,
                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
            SessionBus bus(QDBusConnection::connectToBus(address, "window"));
            SystemTheme theme(bus);
            QTRY_COMPARE(theme.isDark(), std::optional(true));
            Q_EMIT portal.SettingChanged("org.freedesktop.appearance", "color-scheme",
                                         QDBusVariant(2u));
            QTRY_COMPARE(theme.isDark(), std::optional(false));
        }
        QDBusConnection::disconnectFromBus("window");
        QDBusConnection::disconnectFromBus("desktop");
        process.terminate();
        process.waitForFinished();
    }
};

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
