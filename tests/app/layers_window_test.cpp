// SPDX-License-Identifier: MIT
#include "panel/layers_panel.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sfumato;

/// Layers in the real window.
class LayersWindowTest : public QObject, private test::WindowFixture {
    Q_OBJECT

private:
    Document& document() { return m_window->document(); }
    LayerStack& stack() { return document().layers(); }
    void trigger(const char* name) { m_window->findChild<QAction*>(name)->trigger(); }

    void stroke(QPointF from, QPointF to)
    {
        auto& canvas = m_window->canvas();
        const auto at = [&](QPointF p) { return canvas.mapFromDocument(p).toPoint(); };
        QTest::mousePress(&canvas, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&canvas, at(to));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(to));
    }

    QString photoFile(const QString& name, const QColor& colour)
    {
        QImage photo(64, 48, QImage::Format_RGB888);
        photo.fill(colour);
        const QString path = m_folder.filePath(name);
        photo.save(path);
        return path;
    }

    void generate()
    {
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
    }

private Q_SLOTS:
    void init()
    {
        begin();
        openWindow();
    }

    void cleanup() { m_window.reset(); }

    void aLockedMapRefusesStrokesAndSaysWhy()
    {
        trigger("layerLocked");
        const QImage before = document().map();
        QTest::keyClick(m_window.get(), Qt::Key_2);
        stroke({20, 128}, {230, 128});
        QCOMPARE(document().map(), before);
        QVERIFY(m_window->messages().sentence().contains("locked"));
        trigger("layerLocked");
        stroke({20, 128}, {230, 128});
        QCOMPARE(document().labelAt({128, 128}), 1);
    }

    void theMapInUseIsTheOneThatIsSent()
    {
        QTest::keyClick(m_window.get(), Qt::Key_2);
        stroke({20, 128}, {230, 128});
        trigger("layerAddInput");
        QVERIFY(m_window->workspace().mode().buildRecipe().map->labels.at(128 * 256 + 128) == 0);
        QTest::keyClick(m_window.get(), Qt::Key_BracketLeft, Qt::AltModifier);
        QVERIFY(m_window->workspace().mode().buildRecipe().map->labels.at(128 * 256 + 128) == 1);
    }

    void picturesAreKeptWithTheirRecipes()
    {
        generate();
        const auto first = document().picture();
        QVERIFY(first);
        document().keepAsLayer(first, document().result());
        generate();
        QVERIFY(document().picture() != first);
        const Layer* kept = stack().activeOf(LayerKind::Result);
        QVERIFY(kept && !kept->base);
        QCOMPARE(kept->picture, first);
    }

    void droppedFilesBecomeLayers()
    {
        QVERIFY(m_window->setMode("inpaint"));
        QSignalSpy opened(&document(), &Document::photoChanged);
        Q_EMIT m_window->layersDropped({photoFile("green.png", Qt::green)});
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(document().size(), QSize(64, 48));
        Q_EMIT m_window->layersDropped(
            {photoFile("blue.png", Qt::blue), m_folder.filePath("none.png")});
        QTRY_COMPARE(stack().count(), 4);
        QCOMPARE(stack().active()->name, QString("blue"));
        QCOMPARE(document().photo().pixelColor(5, 5), QColor(Qt::blue));
        QVERIFY(m_window->messages().sentence().contains("none.png"));
        document().undoStack().undo();
        QCOMPARE(document().photo().pixelColor(5, 5), QColor(Qt::green));
    }

    void colourIsPaintedOverAPhoto()
    {
        QVERIFY(m_window->setMode("upscale"));
        m_window->workspace().usePhoto(QImage(photoFile("green.png", Qt::green)), "open");
        auto* colour = m_window->findChild<QToolButton*>("colourButton");
        QVERIFY(!colour->isVisible());
        trigger("layerAddPaint");
        QTRY_VERIFY(colour->isVisible());  // and the brush is in hand
        m_window->workspace().tools().setColour(Qt::red);
        stroke({20, 24}, {40, 24});
        QCOMPARE(document().photo().pixelColor(30, 24), QColor(Qt::red));
        QCOMPARE(document().photo().pixelColor(2, 2), QColor(Qt::green));
        QCOMPARE(m_window->workspace().mode().buildRecipe().image->channels, 3);
        document().undoStack().undo();
        QCOMPARE(document().photo().pixelColor(30, 24), QColor(Qt::green));
        QVERIFY(m_window->setMode("semantic"));
        QTRY_VERIFY(!colour->isVisible());
    }

    void whatIsPaintedOverThePictureIsSaved()
    {
        generate();
        const QString plain = m_folder.filePath("plain.png"), painted = m_folder.filePath("p.png");
        QVERIFY(m_window->savePicture(plain));
        trigger("layerAddPaint");
        m_window->workspace().tools().setColour(Qt::red);
        stroke({40, 100}, {200, 100});
        QVERIFY(m_window->savePicture(painted));
        QCOMPARE(QImage(painted).pixelColor(100, 100), QColor(Qt::red));
        QCOMPARE(QImage(painted).pixelColor(100, 200), QImage(plain).pixelColor(100, 200));
        QVERIFY(QImage(plain).pixelColor(100, 100) != QColor(Qt::red));
    }

    void aPictureIsPastedAsALayer()
    {
        QImage image(30, 30, QImage::Format_RGB32);
        image.fill(Qt::yellow);
        QGuiApplication::clipboard()->setImage(image);
        QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(stack().count(), 3);
        QCOMPARE(document().flattened().pixelColor(128, 128), QColor(Qt::yellow));
    }

    void everyModeShowsItsOwnLayers()
    {
        auto* list = m_window->findChild<LayersPanel*>()->list();
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY(m_window->setMode("inpaint"));
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(m_window->setMode("sample"));
        QCOMPARE(list->model()->rowCount(), 1);
    }
};

QTEST_MAIN(LayersWindowTest)
#include "layers_window_test.moc"
