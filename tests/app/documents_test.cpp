// SPDX-License-Identifier: MIT
#include "document_tabs.h"
#include "main_window.h"
#include "support/window_fixture.h"

#include <ldm/engine.h>

#include <QAbstractButton>
#include <QApplication>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Several documents in the real window.
class DocumentsTest : public QObject, private test::WindowFixture {
    Q_OBJECT

private:
    Sessions& sessions() { return m_window->sessions(); }
    DocumentTabs& tabs() { return *m_window->findChild<DocumentTabs*>(); }

    QString mapFile(const QString& name, QColor colour)
    {
        QImage map(16, 16, QImage::Format_RGB888);
        map.fill(colour);
        const QString file = m_folder.filePath(name);
        map.save(file);
        return file;
    }

    void open(const QString& file)
    {
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait());
    }

    void openTwoMaps()
    {
        open(mapFile("grass.png", QColor(104, 176, 60)));
        open(mapFile("sea.png", QColor(24, 84, 150)));
        QCOMPARE(sessions().count(), 2);
    }

    void paint(Document& document)
    {
        document.beginStroke();
        document.paintRect({0, 0, 4, 4}, 0);
        document.endStroke("stroke");
    }

    // Presses a button of the question that comes.
    void answer(QMessageBox::StandardButton button)
    {
        m_asked = 0;
        QTimer::singleShot(0, this, [=, this] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                ++m_asked;
                box->button(button)->click();
            }
        });
    }

    int m_asked = 0;

    // A picture made with Sfumato, of one colour.
    QString pictureFile(const QString& name) const
    {
        ldm::Picture picture;
        picture.image = {64, 64, 3, std::vector<std::uint8_t>(64 * 64 * 3, 77)};
        picture.recipe.model = "fake";
        picture.recipe.seed = 42;
        picture.recipe.width = picture.recipe.height = 64;
        picture.recipe.map = std::make_shared<ldm::LabelMap>(
            ldm::LabelMap{64, 64, std::vector<std::uint8_t>(64 * 64, 1)});
        const QString path = m_folder.filePath(name);
        ldm::save_picture(picture, path.toStdString());
        return path;
    }

private Q_SLOTS:
    void init()
    {
        begin();
        openWindow();
    }

    void cleanup() { m_window.reset(); }

    void eachFileHasItsDocumentWithItsOwnUndo()
    {
        QVERIFY(!tabs().isVisible());  // one needs no bar
        openTwoMaps();
        QVERIFY(tabs().isVisible());
        QCOMPARE(tabs().count(), 2);
        QCOMPARE(m_window->document().labelAt({8, 8}), 2);
        paint(m_window->document());
        QCOMPARE(tabs().tabText(1), QString("• sea.png"));
        QCOMPARE(tabs().tabText(0), QString("grass.png"));
        QVERIFY(m_window->windowTitle().startsWith("• sea.png"));

        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(tabs().currentIndex(), 0);
        QCOMPARE(m_window->document().labelAt({8, 8}), 1);
        QVERIFY(m_window->windowTitle().startsWith("grass.png"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);  // not the other's stroke
        QVERIFY(!sessions().at(1).current().document().undoStack().isClean());
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(tabs().currentIndex(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->document().labelAt({1, 1}), 2);
        QCOMPARE(tabs().tabText(1), QString("sea.png"));
    }

    void theExampleMakesRoomUntilItIsPaintedOn()
    {
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openExample(mapFile("example.png", QColor(104, 176, 60)));
        QVERIFY(opened.count() > 0 || opened.wait());
        open(mapFile("own.png", QColor(24, 84, 150)));
        QCOMPARE(sessions().count(), 1);
        opened.clear();
        m_window->openExample(mapFile("example.png", QColor(104, 176, 60)));
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(sessions().count(), 2);
        paint(m_window->document());
        open(mapFile("third.png", QColor(24, 84, 150)));
        QCOMPARE(sessions().count(), 3);
    }

    void theExamplesPictureIsTheFirstOfTheHistory()
    {
        const auto example = [this](const QString& name) {
            QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
            m_window->openExample(pictureFile(name));
            QVERIFY(opened.count() > 0 || opened.wait());
        };
        example("lake.png");
        example("winter.png");  // the first was not touched: it makes room
        QCOMPARE(sessions().count(), 1);
        QCOMPARE(m_window->document().history().size(), 1);
        const auto first = m_window->document().history().first();
        QCOMPARE(first->seed(), std::uint64_t(42));
        QVERIFY(first->is(m_window->document().picture()));
        QVERIFY(sessions().current().isUntouched());
        // Made again it is of the same seed.
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        paint(m_window->document());
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
        const auto& history = m_window->document().history();
        QCOMPARE(history.size(), 2);
        QCOMPARE(history.last()->seed(), std::uint64_t(42));
        m_window->document().undoStack().setClean();  // as if it was exported
        QVERIFY(!sessions().current().isUntouched());
        auto* strip = m_window->findChild<HistoryStrip*>();
        Q_EMIT strip->recipeWanted(first->whole());
        QCOMPARE(m_window->document().labelAt({20, 20}), 1);  // what was painted is gone
        QCOMPARE(m_window->picturePanel().recipe().seed, std::uint64_t(42));
        open(mapFile("own.png", QColor(24, 84, 150)));
        QCOMPARE(sessions().count(), 2);  // it was worked on
    }

    void aRunEndsInTheDocumentThatItWasStartedIn()
    {
        openTwoMaps();
        auto& made = sessions().at(1).current().document();
        auto& other = sessions().at(0).current().document();
        FakeGenerator::held = true;
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        QSignalSpy previews(&made, &Document::previewChanged);
        int wrong = 0;
        connect(&other, &Document::previewChanged, this, [&] {
            if (!other.preview().isNull())
                ++wrong;
        });
        m_window->generate();
        sessions().show(sessions().at(0));
        const QByteArray before = other.snapshot();
        FakeGenerator::held = false;
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(made.history().size(), 1);
        QVERIFY(!made.result().isNull());
        QVERIFY(previews.count() > 3);
        QCOMPARE(wrong, 0);
        QCOMPARE(other.snapshot(), before);
        QVERIFY(other.history().isEmpty());
        QVERIFY(sessions().at(1).isModified());
        QVERIFY(!sessions().at(0).isModified());
    }

    void closingADocumentEndsItsRunsAlone()
    {
        openTwoMaps();
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = 500;
        m_window->picturePanel().setRecipe(recipe);
        FakeGenerator::delay = 2;
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        m_window->generate();
        sessions().show(sessions().at(0));
        m_window->generate();
        QVERIFY(m_window->closeDocument(sessions().at(1)));
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(sessions().count(), 1);
        QCOMPARE(m_window->document().history().size(), 1);
        QVERIFY(FakeGenerator::steps < 500);
    }

    void unsavedWorkIsAskedFor()
    {
        openTwoMaps();
        paint(m_window->document());
        answer(QMessageBox::Cancel);
        QVERIFY(!m_window->closeDocument(sessions().current()));
        QCOMPARE(m_asked, 1);
        QCOMPARE(sessions().count(), 2);

        QVERIFY(m_window->saveProject(m_folder.filePath("asked.ora")));
        paint(m_window->document());
        m_window->document().undoStack().undo();
        paint(m_window->document());
        m_window->document().beginStroke();
        m_window->document().paintRect({8, 8, 2, 2}, 1);
        m_window->document().endStroke("more");
        answer(QMessageBox::Save);
        QVERIFY(m_window->closeDocument(sessions().current()));
        QCOMPARE(m_asked, 1);
        QCOMPARE(sessions().count(), 1);
        open(m_folder.filePath("asked.ora"));
        QCOMPARE(sessions().count(), 2);
        QCOMPARE(m_window->document().labelAt({8, 8}), 1);
        QVERIFY(!sessions().current().isModified());

        // What is saved goes without a word; so does the last one, for which a new one comes.
        answer(QMessageBox::Cancel);
        QVERIFY(m_window->closeDocument(sessions().current()));
        QVERIFY(m_window->closeDocument(sessions().current()));
        QCOMPARE(m_asked, 0);
        QCOMPARE(sessions().count(), 1);
        QVERIFY(sessions().current().isUntouched());
    }

    void aClosedDocumentIsOpenedAgain()
    {
        openTwoMaps();
        paint(m_window->document());
        const QImage map = m_window->document().map();
        answer(QMessageBox::Discard);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(sessions().count(), 1);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(sessions().count(), 2);
        QCOMPARE(m_window->document().map(), map);
        QVERIFY(sessions().current().isModified());
    }

    void aProjectThatIsOpenIsShownAndNotOpenedTwice()
    {
        openTwoMaps();
        const QString file = m_folder.filePath("open.ora");
        QVERIFY(m_window->saveProject(file));
        sessions().show(sessions().at(0));
        open(file);
        QCOMPARE(sessions().count(), 2);
        QCOMPARE(sessions().currentIndex(), 1);
        QCOMPARE(tabs().tabText(1), QString("open.ora"));
    }

    void whatIsKeptIsThereAgain()
    {
        openTwoMaps();
        const QSize size = m_window->document().size();
        QImage pins(size, QImage::Format_Indexed8);
        pins.fill(0);
        for (int x = 2; x < 9; ++x)
            pins.scanLine(3)[x] = 1;
        m_window->document().setPins(pins, "Keep");
        const QString file = m_folder.filePath("pins.ora");
        QVERIFY(m_window->saveProject(file));
        sessions().remove(sessions().current());
        open(file);
        auto& document = m_window->document();
        QVERIFY(document.hasPins());
        QCOMPARE(document.pins().pixelIndex(5, 3), 1);
        QCOMPARE(document.pins().pixelIndex(5, 4), 0);
        // They are where undo begins.
        QVERIFY(document.undoStack().isClean());
        document.setPins({}, "Let go");
        QVERIFY(!document.hasPins());
        document.undoStack().undo();
        QCOMPARE(document.pins().pixelIndex(5, 3), 1);
        document.undoStack().redo();
        QVERIFY(!document.hasPins());
    }

    void tabsAreMovedAndClosedWithTheMiddleButton()
    {
        openTwoMaps();
        auto* sea = &sessions().current();
        tabs().moveTab(1, 0);
        QCOMPARE(sessions().indexOf(*sea), 0);
        QCOMPARE(sessions().currentIndex(), 0);
        QCOMPARE(&sessions().current(), sea);
        QTest::mouseClick(&tabs(), Qt::MiddleButton, {}, tabs().tabRect(1).center());
        QCOMPARE(sessions().count(), 1);
        QCOMPARE(&sessions().current(), sea);
        QVERIFY(!tabs().isVisible());
    }

    void eachDocumentKeepsItsPlaceOnTheCanvas()
    {
        openTwoMaps();
        m_window->canvas().setZoom(7.0);
        sessions().show(sessions().at(0));
        QVERIFY(m_window->canvas().zoom() != 7.0);
        sessions().show(sessions().at(1));
        QCOMPARE(m_window->canvas().zoom(), 7.0);
    }

    void allThatWasOpenIsThereAtTheNextStart()
    {
        const QString folder = QString::fromLatin1(QTest::currentTestFunction());
        openTwoMaps();
        const QString project = m_folder.filePath("kept.ora");
        QVERIFY(m_window->saveProject(project));
        paint(m_window->document());
        const QImage sea = m_window->document().map();
        sessions().show(sessions().at(0));
        paint(m_window->document());
        const QImage grass = m_window->document().map();
        open(mapFile("clean.png", QColor(24, 84, 150)));
        QVERIFY(m_window->close());

        openWindow(folder);
        QVERIFY(m_window->restoreSession());
        QCOMPARE(sessions().count(), 2);
        QList<QImage> maps;
        for (int i = 0; i < 2; ++i) {
            maps << sessions().at(i).current().document().map();
            QVERIFY(sessions().at(i).isModified());
            if (maps.last() == sea)
                QCOMPARE(sessions().at(i).path(), project);
        }
        QVERIFY(maps.contains(sea) && maps.contains(grass));
        // A crash right after loses nothing, either.
        m_window.reset();
        openWindow(folder);
        QVERIFY(m_window->restoreSession());
        QCOMPARE(sessions().count(), 2);
    }

    void aDamagedCopyIsSaidOnceAndKeepsNothingElseBack()
    {
        const QString folder = QString::fromLatin1(QTest::currentTestFunction());
        openTwoMaps();
        paint(m_window->document());
        QVERIFY(m_window->close());
        QFile broken(m_folder.filePath(folder + "/broken.ora"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no archive");
        broken.close();
        openWindow(folder);
        QVERIFY(m_window->restoreSession());
        QVERIFY(m_window->messages().sentence().contains("cannot be read"));
        QCOMPARE(sessions().count(), 1);
        QVERIFY(QFile::exists(broken.fileName() + ".unreadable"));
        m_window.reset();
        openWindow(folder);
        QVERIFY(m_window->restoreSession());
        QVERIFY(!m_window->messages().sentence().contains("cannot be read"));
    }
};

QTEST_MAIN(DocumentsTest)
#include "documents_test.moc"
