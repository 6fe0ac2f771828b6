// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "panel/map_colours_dialog.h"
#include "support/window_fixture.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Drives the real window, without a display and with a stand-in for the engine.
class WindowTest : public QObject, private test::WindowFixture {
    Q_OBJECT

private:
    void stroke(QPointF from, QPointF to)
    {
        auto& canvas = m_window->canvas();
        const auto at = [&](QPointF p) { return canvas.mapFromDocument(p).toPoint(); };
        QTest::mousePress(&canvas, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&canvas, at(to));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(to));
    }

    QByteArray fileWith(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return bytes;
    }

private Q_SLOTS:
    void init()
    {
        begin();
        openWindow();
    }

    void cleanup() { m_window.reset(); }

    void paintGenerateCancelFinishUndoSaveReopen()
    {
        auto& document = m_window->document();
        QTest::keyClick(m_window.get(), Qt::Key_2);
        stroke({20, 128}, {230, 128});
        QCOMPARE(document.labelAt({128, 128}), 1);
        const QImage painted = document.map();

        // A run that is stopped leaves everything as it was.
        const QByteArray before = document.snapshot();
        m_window->picturePanel().setRecipe([&] {
            auto r = m_window->picturePanel().recipe();
            r.steps = 200;
            return r;
        }());
        QSignalSpy stepped(&m_window->queue(), &JobQueue::stepped);
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        FakeGenerator::delay = 5;
        m_window->generate();
        QVERIFY(stepped.wait());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(document.snapshot(), before);
        QVERIFY(document.preview().isNull());

        // A run that finishes shows previews and becomes one undo step.
        QSet<QRgb> previews;
        FakeGenerator::delay = 0;
        connect(&document, &Document::previewChanged, this, [&] {
            if (!document.preview().isNull())
                previews.insert(document.preview().pixel(0, 0));
        });
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = 6;
        m_window->picturePanel().setRecipe(recipe);
        idle.clear();
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(previews.size() >= 3);
        QVERIFY(!document.result().isNull());
        QCOMPARE(document.history().size(), 1);

        const QString file = m_folder.filePath("picture.png");
        QVERIFY(m_window->savePicture(file));
        const QImage result = document.result();
        document.undoStack().undo();
        QVERIFY(document.result().isNull());
        document.undoStack().undo();
        QVERIFY(document.map() != painted);

        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait());
        const auto& reopened = m_window->document();
        QVERIFY(&reopened != &document);
        QCOMPARE(reopened.map(), painted);
        QCOMPARE(reopened.result().size(), result.size());
        QCOMPARE(reopened.result().pixel(9, 9), result.pixel(9, 9));
        QCOMPARE(m_window->picturePanel().recipe().steps, 6);
    }

    void failuresAreSaidAndNothingIsLost()
    {
        FakeGenerator::fail = true;
        const QByteArray before = m_window->document().snapshot();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.wait());
        QCOMPARE(m_window->document().snapshot(), before);
        QCOMPARE(m_window->messages().sentence(), QString("There is not enough memory."));
    }

    void aPictureMadeAnotherWayOpensInItsMode()
    {
        ldm::Picture picture;
        picture.recipe.task = ldm::TaskKind::Text;
        picture.recipe.prompt = "a tree";
        picture.image = {8, 8, 3, std::vector<std::uint8_t>(192, 7)};
        const QString file = m_folder.filePath("words.png");
        ldm::save_picture(picture, file.toStdString());
        const QByteArray before = m_window->document().snapshot();
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->workspace().id(), QString("text"));
        QCOMPARE(m_window->workspace().mode().buildRecipe().prompt, std::string("a tree"));
        QVERIFY(m_window->setMode("semantic"));
        QCOMPARE(m_window->document().snapshot(), before);
    }

    void unknownColoursAreMappedOnlyWhenTheArtistAgrees()
    {
        QImage map(16, 16, QImage::Format_RGB888);
        map.fill(QColor(104, 176, 60));
        map.setPixelColor(3, 3, QColor(200, 10, 10));
        const QString file = m_folder.filePath("map.png");
        map.save(file);
        const QByteArray before = m_window->document().snapshot();
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->document().snapshot(), before);
        auto* dialog = m_window->findChild<MapColoursDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->findChild<QPushButton*>("takeMap")->click();
        QCOMPARE(m_window->document().size(), QSize(16, 16));
        QCOMPARE(m_window->document().labelAt({0, 0}), 1);
    }

    void unreadableFilesAreASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("this is no picture");
        QTest::newRow("cut png") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    }

    void unreadableFilesAreASentence()
    {
        QFETCH(QByteArray, bytes);
        fileWith("bad.png", bytes);
        const QByteArray before = m_window->document().snapshot();
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(m_folder.filePath("bad.png"));
        QVERIFY(opened.count() > 0 || opened.wait());
        QVERIFY(!m_window->messages().sentence().isEmpty());
        QCOMPARE(m_window->document().snapshot(), before);
    }

    void savingIntoAMissingFolderIsASentence()
    {
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.wait());
        const QByteArray before = m_window->document().snapshot();
        QVERIFY(!m_window->savePicture(m_folder.filePath("no/such/folder/a.png")));
        QVERIFY(!m_window->messages().sentence().isEmpty());
        QCOMPARE(m_window->document().snapshot(), before);
    }

    void whatWasNotSavedIsThereAtTheNextStart()
    {
        QTest::keyClick(m_window.get(), Qt::Key_3);
        stroke({20, 100}, {200, 100});
        const QImage painted = m_window->document().map();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.wait());
        const QImage result = m_window->document().result();
        QVERIFY(m_window->close());
        openWindow();
        QVERIFY(m_window->restoreSession());
        QCOMPARE(m_window->document().map(), painted);
        QCOMPARE(m_window->document().result().pixel(5, 5), result.pixel(5, 5));

        QVERIFY(m_window->savePicture(m_folder.filePath("kept.png")));
        QVERIFY(m_window->close());
        openWindow();
        QVERIFY(!m_window->restoreSession());
    }

    void closingDuringARunStopsIt()
    {
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = 200;
        m_window->picturePanel().setRecipe(recipe);
        FakeGenerator::delay = 5;
        QSignalSpy stepped(&m_window->queue(), &JobQueue::stepped);
        m_window->generate();
        QVERIFY(stepped.wait());
        m_window->close();
        m_window.reset();
        QVERIFY(FakeGenerator::steps < 200);
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
