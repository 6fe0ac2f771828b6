// SPDX-License-Identifier: MIT
#include "rooms.h"
#include "explore/contact_sheet.h"
#include "explore/region.h"
#include "explore/scrub_strip.h"
#include "main_window.h"
#include "panel/vary_row.h"
#include "step_export.h"
#include "support/fake_generator.h"

#include <QAction>
#include <QImageReader>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// The rooms in the real window: from their doors to the recipe of the picture that comes out.
class RoomsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    Document& document() { return m_window->document(); }
    Rooms& rooms() { return m_window->rooms(); }
    QAction* action(const char* name) { return m_window->findChild<QAction*>(name); }

    // Waits until a picture has come that was not there before, and gives its recipe.
    template <typename Do>
    ldm::Recipe made(const Do& run)
    {
        const auto before = document().history().size();
        run();
        if (!QTest::qWaitFor([&] { return document().history().size() > before; }))
            return {};
        return document().history().last()->whole()->recipe;
    }

    ldm::Recipe generated()
    {
        return made([this] { m_window->generate(); });
    }

private Q_SLOTS:
    void init()
    {
        FakeGenerator::steps = 0;
        FakeGenerator::held = FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
        m_settings = std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        m_window = std::make_unique<MainWindow>(std::make_unique<FakeGenerator>(), *m_plugins,
                                                *m_settings);
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
    }

    void cleanup() { m_window.reset(); }

    void aBranchKeepsGoingOnUntilItIsEnded()
    {
        const auto first = generated();
        QCOMPARE(rooms().film().reached(), 6);
        rooms().strip().showStep(4);
        QVERIFY(!document().preview().isNull());  // the step is on the canvas
        action("branchAction")->trigger();
        rooms().strip().showStep(0);
        QVERIFY(document().preview().isNull());
        document().paintRect({0, 0, 256, 256}, 2);
        const auto branched = generated();
        QVERIFY(branched.origin);
        QCOMPARE(branched.origin->step, 4);
        QVERIFY(*branched.origin->recipe == first);
        QVERIFY(!(*branched.map == *first.map));
        QVERIFY(generated().origin);
        rooms().next().clearBranch();
        QVERIFY(!generated().origin);
    }

    void aSketchThatIsChosenBecomesThePicture()
    {
        action("sheetAction")->trigger();
        QTRY_VERIFY(rooms().sheet().isComplete());
        QCOMPARE(document().history().size(), 0);
        const auto wanted = rooms().sheet().recipe(3);
        const auto recipe = made([this] { rooms().sheet().choose(3); });
        QVERIFY(recipe == wanted);
        QCOMPARE(m_window->picturePanel().recipe().seed, wanted.seed);
        QVERIFY(!rooms().sheet().isVisible());
    }

    void whatIsPinnedStaysInTheNextPicture()
    {
        const auto first = generated();
        document().beginPins();
        document().paintDisc({64, 64}, 60, 1);
        document().endStroke(QStringLiteral("keep"));
        m_window->picturePanel().setSeed(99);
        const auto next = generated();
        QVERIFY(next.origin && next.origin->renewed);
        QCOMPARE(next.seed, std::uint64_t(99));
        QVERIFY(*next.origin->recipe == first);
        const QImage renewed = fromMask(*next.origin->renewed);
        QCOMPARE(renewed.pixelColor(64, 64).red(), 0);
        QCOMPARE(renewed.pixelColor(200, 200).red(), 255);
    }

    void oneThingGetsAnotherSeed()
    {
        document().paintRect({100, 100, 40, 40}, 2);
        const auto first = generated();
        std::unique_ptr<QMenu> menu(rooms().menuAt({120, 120}, nullptr));
        QVERIFY(menu->actions().first()->text().contains(QStringLiteral("sea")));
        const auto diced = made([&] { menu->actions().first()->trigger(); });
        QCOMPARE(diced.seed, first.seed);
        QCOMPARE(diced.reseeded.size(), size_t(1));
        QCOMPARE(boundsOf(fromMask(*diced.reseeded.front().where)), QRect(100, 100, 40, 40));
        QVERIFY(*diced.origin->recipe == first);
        QCOMPARE(fromMask(*diced.origin->renewed).pixelColor(10, 10).red(), 0);
    }

    void thingsAreKeptFromTheMenu()
    {
        document().paintRect({100, 100, 40, 40}, 2);
        generated();
        std::unique_ptr<QMenu> menu(rooms().menuAt({120, 120}, nullptr));
        menu->actions()[1]->trigger();
        QCOMPARE(boundsOf(maskOf(document().pins())), QRect(100, 100, 40, 40));
        menu.reset(rooms().menuAt({120, 120}, nullptr));
        menu->actions()[2]->trigger();
        QVERIFY(!document().hasPins());
    }

    void aLargerCanvasKeepsItsNoise()
    {
        const auto first = generated();
        QCOMPARE(first.noise_x, 0);
        rooms().extendCanvas({64, 0, 0, 32});
        const auto larger = generated();
        QCOMPARE(larger.width, 320);
        QCOMPARE(larger.height, 288);
        QCOMPARE(larger.noise_x, -64);
        QCOMPARE(larger.noise_y, 0);
        document().undoStack().undo();  // the picture
        document().undoStack().undo();  // the canvas
        QCOMPARE(m_window->picturePanel().recipe().width, 256);
        const auto again = generated();
        QVERIFY(again == first);
    }

    void theLandGoesOn()
    {
        document().paintRect({200, 0, 56, 256}, 2);
        rooms().goOn({1, 0});
        QCOMPARE(document().size(), QSize(256, 256));
        QCOMPARE(document().labelAt({255, 10}), 2);
        QCOMPARE(document().labelAt({140, 10}), 2);
        QCOMPARE(document().labelAt({130, 10}), 0);
        const auto next = generated();
        QCOMPARE(next.noise_x, 64);
        QCOMPARE(next.width, 256);
    }

    void variationsAndShiftReturn()
    {
        m_window->picturePanel().vary().setShare(0.2);
        const auto one = generated();
        QCOMPARE(one.blend.size(), size_t(1));
        m_window->picturePanel().rollLikeIt();
        const auto other = generated();
        QCOMPARE(other.seed, one.seed);
        QVERIFY(other.blend.front().seed != one.blend.front().seed);
        m_window->picturePanel().vary().setShare(0.0);
        m_window->picturePanel().rollLikeIt();
        QVERIFY(generated().seed != one.seed);
    }

    void twoSeedsOfTheHistoryAreBlended()
    {
        m_window->picturePanel().setSeed(3);
        generated();
        m_window->picturePanel().setSeed(8);
        generated();
        auto* history = m_window->findChild<HistoryStrip*>();
        const auto pictures = document().history();
        const auto blended =
            made([&] { Q_EMIT history->blendWanted(pictures[0]->whole(), pictures[1]->whole()); });
        QCOMPARE(blended.seed, std::uint64_t(3));
        QCOMPARE(blended.blend, (std::vector<ldm::SeedShare>{{8, 0.5}}));
    }

    void againTwiceAsLarge()
    {
        const auto first = generated();
        const auto larger = made([this] { action("largerAction")->trigger(); });
        QCOMPARE(larger.width, 2 * first.width);
        QCOMPARE(larger.seed, first.seed);
    }

    void theStepsBecomeAFilm()
    {
        StepExport out(m_window->messages(), m_window.get());
        out.askForFilm(rooms().film());
        QVERIFY(m_window->messages().sentence().contains(QStringLiteral("press Generate first")));
        generated();
        const QString path = m_folder.filePath(QStringLiteral("growing.webp"));
        out.writeFilm(rooms().film(), path);
        QTRY_VERIFY(m_window->messages().sentence().contains(path));
        QImageReader reader(path);
        QVERIFY(reader.supportsAnimation());
        QCOMPARE(reader.imageCount(), 7);  // six steps and the picture
        QCOMPARE(reader.size(), document().result().size());
        out.writeFilm(rooms().film(), QStringLiteral("/none/such/growing.webp"));
        QTRY_VERIFY(m_window->messages().sentence().contains(QStringLiteral("/none/such")));
    }

    void comparingShowsBoth()
    {
        generated();
        auto* history = m_window->findChild<HistoryStrip*>();
        Q_EMIT history->compareWanted(document().history().first()->whole());
        QVERIFY(m_window->canvas().isComparing());
        m_window->setMode(QStringLiteral("text"));
        QVERIFY(!m_window->canvas().isComparing());
    }
};

QTEST_MAIN(RoomsTest)
#include "rooms_test.moc"
