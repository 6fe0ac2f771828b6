// SPDX-License-Identifier: MIT
#include "help/callouts.h"
#include "help/help_window.h"
#include "help_control.h"
#include "main_window.h"
#include "preferences_control.h"
#include "settings/language.h"
#include "settings/preferences.h"
#include "support/all_texts.h"
#include "support/fake_generator.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

// On a card that stops answering while it is told to.
class LosesCard : public FakeGenerator {
public:
    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        if (lost)
            throw ldm::Error(ldm::ErrorCode::DeviceLost, "It stopped answering.");
        return FakeGenerator::run(recipe, observer);
    }

    static inline std::atomic<bool> lost{false};
};

/// The real window and what surrounds it: languages, preferences, help.
class DeskWindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(std::make_unique<FakeGenerator>(), *m_plugins,
                                                *m_settings, m_language.get());
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->setSessionFolder(m_folder.filePath("session"));
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
    }

    void setting(const auto& which, const auto& value)
    {
        which.set(*m_settings, value);
        m_window->preferences().apply(QString::fromLatin1(which.key));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }

    // In any order: tools are made anew. The zoom in percent follows the room that the language's
    // letters leave.
    static void requireSame(const QList<test::FoundText>& found,
                            const QList<test::FoundText>& wanted)
    {
        static const QRegularExpression zoom("^[0-9]+ %$");
        QHash<QString, int> surplus;
        const auto count = [&surplus](const QList<test::FoundText>& texts, int by) {
            for (const auto& [place, text] : texts)
                if (!text.isEmpty() && !text.contains(zoom))
                    surplus[place + " says " + text] += by;
        };
        count(found, 1);
        count(wanted, -1);
        int others = 0;
        for (auto it = surplus.cbegin(); it != surplus.cend(); ++it)
            if (it.value() != 0) {
                ++others;  // one line each: a message of Qt Test is cut
                qWarning().noquote() << (it.value() > 0 ? "wrong:" : "missing:") << it.key();
            }
        QCOMPARE(others, 0);
    }

    static QStringList modes()
    {
        return {"semantic", "layout", "inpaint", "upscale", "text", "sample"};
    }

private Q_SLOTS:
    void init()
    {
        FakeGenerator::held = false;
        FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
        m_settings = std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        m_language = std::make_unique<Language>();
        m_language->use("en");
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_language.reset();
    }

    void allModesAreThere()
    {
        QStringList found;
        for (const auto& w : m_window->workspaces())
            found << w->id();
        QCOMPARE(found, modes());
    }

    void switchingTheLanguageIsLikeStartingInIt_data()
    {
        QTest::addColumn<QString>("mode");
        for (const QString& mode : modes())
            QTest::newRow(qPrintable(mode)) << mode;
    }

    void switchingTheLanguageIsLikeStartingInIt()
    {
        QFETCH(QString, mode);
        QVERIFY(m_window->setMode(mode));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        const auto english = test::allTexts(*m_window);
        setting(kLanguage, QString("zh_CN"));
        const auto switched = test::allTexts(*m_window);
        setting(kLanguage, QString("en"));
        const auto back = test::allTexts(*m_window);
        m_window.reset();
        m_language->use("zh_CN");
        openWindow();
        QVERIFY(m_window->setMode(mode));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        const auto started = test::allTexts(*m_window);
        setting(kLanguage, QString("en"));
        const auto switchedBack = test::allTexts(*m_window);
        requireSame(switched, started);
        requireSame(back, english);
        requireSame(switchedBack, english);
        int chinese = 0;
        for (const auto& found : started)
            chinese += found.text.contains(QRegularExpression("\\p{Han}"));
        QVERIFY(chinese > 150);
    }

    void preferencesHoldAtOnce()
    {
        setting(kPrecision, QString("fp32"));
        QCOMPARE(m_window->picturePanel().recipe().dtype, ldm::DType::Fp32);
        setting(kPreviews, false);
        QSignalSpy stepped(&m_window->queue(), &JobQueue::stepped);
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(stepped.count() > 0);
    }

    void anotherEngineWorksFromTheNextJobOn()
    {
        int made = 0;
        m_window->preferences().setEngineMaker([&made] {
            ++made;
            return std::make_unique<FakeGenerator>();
        });
        FakeGenerator::held = true;
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QSignalSpy listed(m_window.get(), &MainWindow::modelsReady);
        setting(kThreads, 1);
        QCOMPARE(made, 1);
        QVERIFY(listed.isEmpty());
        FakeGenerator::held = false;  // the job that runs ends with the engine that it has
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(m_window->document().history().size(), 1);
        QVERIFY(listed.count() > 0 || listed.wait());
        idle.clear();
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(m_window->document().history().size(), 2);
    }

    void aLostCardGoesOnOnTheProcessor()
    {
        int made = 0;
        m_window->preferences().setEngineMaker(
            [&made] {
                ++made;
                return std::make_unique<LosesCard>();
            },
            [] { return std::make_unique<FakeGenerator>(); });
        setting(kThreads, 1);
        const auto generate = [this] {
            QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
            m_window->generate();
            QVERIFY(idle.count() > 0 || idle.wait());
        };
        const auto& history = m_window->document().history();
        const auto& messages = m_window->messages();
        LosesCard::lost = true;
        generate();
        QVERIFY2(messages.sentence().contains("processor"), qPrintable(messages.sentence()));
        QCOMPARE(history.size(), 1);
        QVERIFY(m_window->preferences().machine().startsWith("cpu"));
        QCOMPARE(made, 1);
        // The way back to the card.
        auto* button = messages.findChild<QPushButton*>();
        QCOMPARE(button->text(), QString("Use the card again"));
        LosesCard::lost = false;
        button->click();
        QCOMPARE(made, 2);
        QVERIFY(!m_window->preferences().machine().startsWith("cpu"));
        generate();
        QCOMPARE(history.size(), 2);
        // It may be lost again.
        LosesCard::lost = true;
        generate();
        QCOMPARE(history.size(), 3);
        QVERIFY(messages.sentence().contains("processor"));
    }

    void digitsChooseLabelsOrAsInKrita()
    {
        auto& tools = m_window->workspace().tools();
        auto& canvas = m_window->canvas();
        QTest::keyClick(m_window.get(), Qt::Key_2);
        QCOMPARE(tools.label(), 1);
        setting(kKritaKeys, true);
        QTest::keyClick(m_window.get(), Qt::Key_3);
        QCOMPARE(tools.label(), 1);
        QCOMPARE(canvas.zoom(), 2.0);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(tools.label(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_1);
        QCOMPARE(canvas.zoom(), 1.0);
        QTest::keyClick(m_window.get(), Qt::Key_4);
        QCOMPARE(canvas.rotation(), 345.0);
    }

    void everyCommandHasKeysThatNoOtherHas()
    {
        auto& map = m_window->preferences().shortcuts();
        QSet<QString> ids;
        for (const auto& command : map.commands()) {
            QVERIFY2(!ids.contains(command.id), qPrintable("twice: " + command.id));
            ids.insert(command.id);
            const auto others = map.conflicts(command.id, command.keys);
            QVERIFY2(others.isEmpty(), qPrintable(command.id + " and " +
                                                  (others.isEmpty() ? "" : others.first().id)));
        }
        QVERIFY(ids.contains("tool/brush") && ids.contains("tool/box"));
        QVERIFY(ids.size() > 60);
    }

    void commandsKeepTheirKeysInEveryLanguage()
    {
        QStringList english, chinese;
        for (const auto& command : m_window->preferences().shortcuts().commands())
            english << command.id + command.keys.toString();
        m_window.reset();
        m_language->use("zh_CN");
        openWindow();
        for (const auto& command : m_window->preferences().shortcuts().commands())
            chinese << command.id + command.keys.toString();
        QCOMPARE(chinese, english);
    }

    void toolsFollowTheirKeysIntoEachMode()
    {
        auto& map = m_window->preferences().shortcuts();
        map.set("tool/hand", QKeySequence("F8"));
        QVERIFY(m_window->setMode("inpaint"));
        QVERIFY(m_window->setMode("semantic"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        QCOMPARE(m_window->workspace().tool()->id(), QString("hand"));
    }

    void theGuideOpensAtTheModeInUse()
    {
        QVERIFY(m_window->setMode("upscale"));
        auto* guide = m_window->help().openGuide();
        QCOMPARE(guide->pageId(), QString("upscale"));
        for (const QString& mode : modes()) {
            QVERIFY(m_window->setMode(mode));
            QCOMPARE(m_window->help().openGuide()->pageId(), mode);
        }
        setting(kLanguage, QString("zh_CN"));
        QCOMPARE(guide->windowTitle(), QStringLiteral("指南"));
    }

    void theFirstStartPointsOutThreeThingsOnce()
    {
        auto* callouts = m_window->help().introduce();
        QVERIFY(callouts && callouts->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(kIntroduced.get(*m_settings));
        QVERIFY(!m_window->help().introduce());
    }

    void eachModeHasAnExampleThatOpensInIt()
    {
        m_window->help().setExamples(QStringLiteral(SFUMATO_SOURCE_DIR "/resources/examples"));
        for (const QString& mode : modes()) {
            QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
            m_window->help().openExample(mode);
            QVERIFY2(opened.count() > 0 || opened.wait(), qPrintable(mode));
            QCOMPARE(m_window->workspace().id(), mode);
            QVERIFY2(!m_window->document().result().isNull(), qPrintable(mode));
        }
    }
};

QTEST_MAIN(DeskWindowTest)
#include "desk_window_test.moc"
