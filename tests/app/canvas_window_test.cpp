// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "support/fake_generator.h"

#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// What the canvas asks of the real window: borrowed tools, tools by pointer, drops.
class CanvasWindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    QString tool() const { return m_window->workspace().tool()->id(); }

    void tablet(QEvent::Type type, const QPointingDevice& device, QPointF at)
    {
        QTabletEvent event(type, &device, at, at, 1.0, 0, 0, 0, 0, 0, {}, Qt::LeftButton,
                           Qt::LeftButton);
        QCoreApplication::sendEvent(&m_window->canvas(), &event);
    }

    void drop(const QString& file, DropZone zone)
    {
        auto& canvas = m_window->canvas();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&canvas, &enter);
        QDropEvent event(canvas.dropZones().rectOf(zone).center(), Qt::CopyAction, &data,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(&canvas, &event);
    }

private Q_SLOTS:
    void init()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        m_window = std::make_unique<MainWindow>(std::make_unique<FakeGenerator>(), *m_plugins,
                                                *m_settings);
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->canvas().setFocus();
    }

    void cleanup() { m_window.reset(); }

    void aTapTakesAToolUpAndHoldingBorrowsIt()
    {
        auto& canvas = m_window->canvas();
        QCOMPARE(tool(), QString("brush"));
        QTest::keyClick(&canvas, Qt::Key_E);
        QCOMPARE(tool(), QString("eraser"));
        QTest::keyPress(&canvas, Qt::Key_G);
        QCOMPARE(tool(), QString("fill"));
        QTest::qWait(350);
        QTest::keyRelease(&canvas, Qt::Key_G);
        QCOMPARE(tool(), QString("eraser"));
        QTest::keyPress(&canvas, Qt::Key_B);  // used while it is held
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.mapFromDocument({30, 30}).toPoint());
        QTest::keyRelease(&canvas, Qt::Key_B);
        QCOMPARE(tool(), QString("eraser"));
        QVERIFY(m_window->document().undoStack().index() <= 1);
    }

    void eachEndOfThePenHasItsTool()
    {
        const QPointingDevice tip("tip", 21, QInputDevice::DeviceType::Stylus,
                                  QPointingDevice::PointerType::Pen,
                                  QInputDevice::Capability::Pressure, 1, 2);
        const QPointingDevice end("end", 22, QInputDevice::DeviceType::Stylus,
                                  QPointingDevice::PointerType::Eraser,
                                  QInputDevice::Capability::Pressure, 1, 2);
        tablet(QEvent::TabletMove, tip, {50, 50});
        QCOMPARE(tool(), QString("brush"));
        tablet(QEvent::TabletMove, end, {50, 50});
        QCOMPARE(tool(), QString("eraser"));
        tablet(QEvent::TabletMove, tip, {50, 50});
        QCOMPARE(tool(), QString("brush"));
    }

    void onlyTheCanvasAndBack()
    {
        QList<QDockWidget*> shown;
        for (auto* dock : m_window->findChildren<QDockWidget*>())
            if (dock->isVisible())
                shown << dock;
        QVERIFY(!shown.isEmpty());
        Q_EMIT m_window->canvas().canvasOnlyWanted();
        for (const auto* dock : shown)
            QVERIFY(!dock->isVisible());
        Q_EMIT m_window->canvas().canvasOnlyWanted();
        for (const auto* dock : shown)
            QVERIFY(dock->isVisible());
    }

    void aMaskIsDroppedOntoAPhoto()
    {
        QImage photo(40, 30, QImage::Format_RGB32);
        photo.fill(Qt::gray);
        QImage mask(80, 60, QImage::Format_RGB32);
        mask.fill(Qt::black);
        for (int y = 20; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                mask.setPixel(x, y, qRgb(255, 255, 255));
        const QString photoFile = m_folder.filePath("photo.png");
        const QString maskFile = m_folder.filePath("mask.png");
        QVERIFY(photo.save(photoFile) && mask.save(maskFile));
        drop(maskFile, DropZone::AsMask);
        QCOMPARE(m_window->workspace().id(), QString("inpaint"));
        QVERIFY(!m_window->messages().sentence().isEmpty());
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        drop(photoFile, DropZone::Open);
        QVERIFY(opened.count() > 0 || opened.wait());
        QSignalSpy changed(&m_window->document(), &Document::mapChanged);
        drop(maskFile, DropZone::AsMask);
        QVERIFY(changed.count() > 0 || changed.wait());
        QCOMPARE(m_window->document().size(), QSize(40, 30));
        QCOMPARE(m_window->document().labelAt({5, 15}), 1);
        QCOMPARE(m_window->document().labelAt({25, 15}), 0);
        QCOMPARE(m_window->document().labelAt({5, 5}), 0);
    }

    void photosAndMapsAreDroppedOntoTheirModes()
    {
        QImage map(16, 16, QImage::Format_RGB32);
        map.fill(QColor(104, 176, 60));
        const QString file = m_folder.filePath("map.png");
        QVERIFY(map.save(file));
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        drop(file, DropZone::Upscale);
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->workspace().id(), QString("upscale"));
        QCOMPARE(m_window->document().photo().size(), QSize(16, 16));
        opened.clear();
        drop(file, DropZone::AsMap);
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->workspace().id(), QString("semantic"));
        QCOMPARE(m_window->document().size(), QSize(16, 16));
        QCOMPARE(m_window->document().labelAt({0, 0}), 1);
    }

    void modelsAndLayersAreHandedOn()
    {
        drop("/tmp/some.safetensors", DropZone::Models);
        QTRY_VERIFY2(m_window->messages().sentence().contains("some.safetensors"),
                     qPrintable(m_window->messages().sentence()));
        QSignalSpy models(m_window.get(), &MainWindow::modelsDropped);
        drop("/tmp/some.safetensors", DropZone::Models);
        QCOMPARE(models.count(), 1);
        QCOMPARE(models[0][0].toStringList(), QStringList{"/tmp/some.safetensors"});
        m_window->canvas().dropZones().setZones({DropZone::Open, DropZone::NewLayer});
        QSignalSpy layers(m_window.get(), &MainWindow::layersDropped);
        drop("/tmp/photo.png", DropZone::NewLayer);
        QCOMPARE(layers.count(), 1);
    }
};

QTEST_MAIN(CanvasWindowTest)
#include "canvas_window_test.moc"
