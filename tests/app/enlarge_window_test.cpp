// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "panel/map_colours_dialog.h"
#include "support/stand_in.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace sfumato;
using sfumato::test::StandIn;

/// What the window has around enlarging, and around scenes that come from elsewhere.
class EnlargeWindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    QString photo(const QString& name, QSize size) const
    {
        QImage image(size, QImage::Format_RGB888);
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                image.setPixel(x, y, qRgb(x % 256, y % 256, (x * y) % 256));
        image.save(m_folder.filePath(name));
        return m_folder.filePath(name);
    }

    void open(const QString& file)
    {
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait());
    }

    void drop(DropZone zone, const QStringList& paths)
    {
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls.append(QUrl::fromLocalFile(path));
        Q_EMIT m_window->canvas().dropped(zone, urls);
    }

    QAction* action(const QString& text) const
    {
        for (auto* a : m_window->findChildren<QAction*>())
            if (a->text() == text)
                return a;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        StandIn::failure.reset();
        StandIn::none = false;
        StandIn::held = false;
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        m_window =
            std::make_unique<MainWindow>(std::make_unique<StandIn>(), *m_plugins, *m_settings);
        m_window->setModelFolder(m_folder.path(),
                                 QStringLiteral(SFUMATO_SOURCE_DIR "/resources/zoo"));
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
    }

    void cleanup()
    {
        StandIn::held = false;
        m_window.reset();
    }

    void severalPhotosAndFoldersBecomeABatch()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("batch"));
        photo("batch/a.png", {10, 10});
        photo("batch/b.png", {10, 10});
        auto& batch = m_window->findChild<BatchRoom*>()->batch();
        QSignalSpy finished(&batch, &UpscaleBatch::finished);
        drop(DropZone::Upscale, {m_folder.filePath("batch")});
        QVERIFY(finished.count() > 0 || finished.wait(20000));
        QCOMPARE(m_window->workspace().id(), QString("upscale"));
        QVERIFY(QFile::exists(m_folder.filePath("batch/a-x4.png")));
        QVERIFY(QFile::exists(m_folder.filePath("batch/b-x4.png")));
        auto* list = m_window->findChild<QDockWidget*>("batchDock")->findChild<QTreeWidget*>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->topLevelItemCount(), 2);
        QVERIFY2(m_window->messages().sentence().contains("2 photo(s) enlarged"),
                 qPrintable(m_window->messages().sentence()));
        m_window->grab().save(m_folder.filePath("batch.png"));
    }

    void howLongAFolderTakesIsSaidOrThatItIsMeasured()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("long"));
        photo("long/a.png", {10, 10});
        photo("long/b.png", {10, 10});
        StandIn::held = true;
        auto& batch = m_window->findChild<BatchRoom*>()->batch();
        QSignalSpy finished(&batch, &UpscaleBatch::finished);
        drop(DropZone::Upscale, {m_folder.filePath("long")});
        auto* dock = m_window->findChild<QDockWidget*>("batchDock");
        auto* summary = dock->findChild<QLabel*>("batchSummary");
        QTRY_COMPARE(summary->text(), QString("0 of 2 done. Measuring how long it takes…"));
        QVERIFY(dock->findChild<QProgressBar*>()->isVisible());
        StandIn::held = false;
        QVERIFY(finished.count() > 0 || finished.wait(20000));
        QCOMPARE(summary->text(), QString("2 of 2 done."));
        QVERIFY(!dock->findChild<QProgressBar*>()->isVisible());
        // Now the model's speed is known.
        StandIn::held = true;
        batch.clear();
        drop(DropZone::Upscale, {m_folder.filePath("long")});
        QTRY_COMPARE(summary->text(), QString("0 of 2 done. About 1 s left."));
        StandIn::held = false;
        QVERIFY(finished.count() > 1 || finished.wait(20000));
    }

    void whatComesOutIsSaidBefore()
    {
        QVERIFY(m_window->setMode("upscale"));
        open(photo("wide.png", {300, 200}));
        auto* outcome = m_window->workspace().panel()->findChild<QLabel*>("upscaleOutcome");
        QVERIFY(outcome->text().contains("1200×800"));
        m_window->workspace().panel()->findChildren<QRadioButton*>().at(0)->click();
        QVERIFY(outcome->text().contains("600×400"));
    }

    void theLoupeShowsFourWaysAndTheChosenOneIsSet()
    {
        QVERIFY(m_window->setMode("upscale"));
        open(photo("large.png", {600, 400}));
        QCOMPARE(m_window->workspace().tool()->id(), QString("loupe"));
        auto* loupe = m_window->findChild<Loupe*>();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        const QPoint place = m_window->canvas().mapFromDocument({310, 205}).toPoint();
        QTest::mouseClick(&m_window->canvas(), Qt::LeftButton, {}, place);
        QVERIFY(loupe->view().isVisible());
        QCOMPARE(loupe->view().quarters(), 4);
        QVERIFY(idle.count() > 0 || idle.wait(20000));
        for (int i = 0; i < 4; ++i)
            QVERIFY(loupe->view().isShown(i));
        QVERIFY(m_window->document().result().isNull());
        // The second: as many times larger, in a third of the steps.
        QTest::mouseClick(&loupe->view(), Qt::LeftButton, {}, loupe->view().rectOf(1).center());
        QVERIFY(!loupe->view().isVisible());
        QCOMPARE(m_window->picturePanel().recipe().steps, 2);
        QVERIFY(m_window->messages().findChild<QPushButton*>()->isVisible());
        // The parts have shown how fast it is.
        QVERIFY2(m_window->messages().sentence().contains("2400×1600 pixels. It takes about"),
                 qPrintable(m_window->messages().sentence()));
    }

    void theLoupesPartIsWithinThePhoto()
    {
        QCOMPARE(Loupe::partAt({0, 0}, {600, 400}), QRect(0, 0, 64, 64));
        QCOMPARE(Loupe::partAt({599, 399}, {600, 400}), QRect(536, 336, 64, 64));
        QCOMPARE(Loupe::partAt({5, 5}, {10, 20}), QRect(0, 0, 10, 20));
        ldm::Recipe settings;
        settings.steps = 1;
        settings.scale = 2;
        const auto ways = Loupe::waysOf(settings);
        QCOMPARE(ways.size(), size_t(4));  // fewer than one step there is not
        QCOMPARE(ways[2].steps, 4);
        QCOMPARE(ways.back().scale, 4);
    }

    // On a small screen with a panel below the canvas.
    void theLoupeFitsIntoTheCanvas()
    {
        QVERIFY(m_window->setMode("upscale"));
        open(photo("large.png", {600, 400}));
        for (const QSize room : {QSize(640, 300), QSize(300, 640), QSize(900, 900)}) {
            QWidget canvas;
            canvas.resize(room);
            LoupeView view(&canvas);
            view.open({5, room.height() - 5}, QImage(64, 64, QImage::Format_RGB888),
                      {"a", "b", "c", "d"});
            QVERIFY(canvas.rect().contains(view.geometry()));
            for (int i = 0; i < 4; ++i)
                QVERIFY(view.rect().contains(view.rectOf(i)));
        }
    }

    void closingTheLoupeDropsTheRest()
    {
        QVERIFY(m_window->setMode("upscale"));
        open(photo("large.png", {600, 400}));
        auto* loupe = m_window->findChild<Loupe*>();
        StandIn::held = true;
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        loupe->show({300, 200}, m_window->document().photo(),
                    m_window->workspace().mode().buildRecipe());
        QVERIFY(m_window->queue().waiting() >= 3);
        QTest::keyClick(&loupe->view(), Qt::Key_Escape);
        QCOMPARE(m_window->queue().waiting(), 0);
        StandIn::held = false;
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(m_window->document().result().isNull());
    }

    void anotherProgramsMapIsShownBeforeItIsTaken()
    {
        QImage map(30, 20, QImage::Format_RGB888);
        map.fill(QColor("#9ceedd"));
        for (int x = 0; x < 30; ++x)
            for (int y = 10; y < 20; ++y)
                map.setPixelColor(x, y, x < 20 ? QColor("#9ac6da") : QColor("#606e32"));
        map.save(m_folder.filePath("gaugan.png"));
        const QByteArray before = m_window->document().snapshot();
        drop(DropZone::AsMap, {m_folder.filePath("gaugan.png")});
        MapColoursDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = m_window->findChild<MapColoursDialog*>()) && dialog->isVisible());
        QCOMPARE(m_window->document().snapshot(), before);
        QCOMPARE(dialog->colours().table, std::string("GauGAN"));
        auto* list = dialog->findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 3);
        QCOMPARE(list->topLevelItem(2)->text(0), QString("bush"));
        dialog->grab().save(m_folder.filePath("dialog.png"));
        // The bush was taken for a tree; the artist wants grass.
        auto* choice = qobject_cast<QComboBox*>(list->itemWidget(list->topLevelItem(2), 2));
        QCOMPARE(choice->currentIndex(), 3);
        choice->setCurrentIndex(1);
        Q_EMIT choice->activated(1);
        dialog->findChild<QPushButton*>("takeMap")->click();
        QTRY_COMPARE(m_window->document().size(), QSize(30, 20));
        QCOMPARE(m_window->document().labelAt({5, 2}), 0);
        QCOMPARE(m_window->document().labelAt({5, 15}), 2);
        QCOMPARE(m_window->document().labelAt({25, 15}), 1);
        m_window->document().undoStack().undo();
        QVERIFY(m_window->document().size() != QSize(30, 20));
    }

    void aPhotoInThePlaceOfAMapIsSaid()
    {
        drop(DropZone::AsMap, {photo("photo.png", {200, 200})});
        QTRY_VERIFY(m_window->messages().sentence().contains("a photo, not a map"));
        QVERIFY(!m_window->findChild<MapColoursDialog*>());
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->messages().findChild<QPushButton*>()->click();
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->workspace().id(), QString("inpaint"));
        QVERIFY(m_window->document().hasPhoto());
    }

    void oneSceneHasTwoReadings()
    {
        QVERIFY(m_window->setMode("layout"));
        m_window->picturePanel().setSeed(4711);
        m_window->document().setBoxes({{3, 0.25, 0.25, 0.5, 0.5}}, "box");
        action("The boxes as a map")->trigger();
        QCOMPARE(m_window->workspace().id(), QString("semantic"));
        QCOMPARE(m_window->picturePanel().recipe().seed, quint64(4711));
        const QSize size = m_window->document().size();
        QCOMPARE(m_window->document().labelAt({size.width() / 2, size.height() / 2}), 3);
        QCOMPARE(m_window->document().labelAt({2, 2}), 0);
        m_window->picturePanel().setSeed(12);
        action("The map as boxes")->trigger();
        QCOMPARE(m_window->workspace().id(), QString("layout"));
        QCOMPARE(m_window->picturePanel().recipe().seed, quint64(12));
        const auto& boxes = m_window->document().boxes();
        QCOMPARE(boxes.size(), size_t(2));
        QCOMPARE(boxes[1].label, 3);
        QVERIFY(std::abs(boxes[1].x - 0.25) < 0.01 && std::abs(boxes[1].width - 0.5) < 0.01);
    }

    void theSettingsOfAModelStayWhenTheListIsReadAnew()
    {
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = 17;
        m_window->picturePanel().setRecipe(recipe);
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->queue().requestModels();
        QVERIFY(ready.wait());
        QCOMPARE(m_window->picturePanel().recipe().steps, 17);
    }
};

QTEST_MAIN(EnlargeWindowTest)
#include "enlarge_window_test.moc"
