// SPDX-License-Identifier: MIT
#include "support/tiny_model.h"
#include "support/window_fixture.h"
#include "tool/box_tool.h"

#include <QPlainTextEdit>
#include <QProcess>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;

/// Every mode of the real window with the real engine and tiny random models: from the inputs to a
/// saved picture that the command line makes again.
class ModesTest : public QObject, sfumato::test::WindowFixture {
    Q_OBJECT

private:
    void openWindowOfTinyModels()
    {
        ldm::EngineOptions options;
        options.model_folders = {m_folder.filePath("models").toStdString()};
        options.resources = SFUMATO_SOURCE_DIR "/resources";
        options.threads = 1;
        openWindow(std::make_unique<EngineGenerator>(options), 20000, QStringLiteral("session"));
    }

    void openPhoto()
    {
        QImage photo(40, 32, QImage::Format_RGB888);
        for (int y = 0; y < photo.height(); ++y)
            for (int x = 0; x < photo.width(); ++x)
                photo.setPixel(x, y, qRgb(x * 6, y * 7, 128));
        const QString file = m_folder.filePath("photo.png");
        photo.save(file);
        openFile(file);
    }

    // Four steps, exact, with a model of that id.
    void choose(const char* model)
    {
        auto recipe = m_window->picturePanel().recipe();
        recipe.model = model;
        recipe.steps = 4;
        recipe.eta = 0.0;
        recipe.dtype = ldm::DType::Fp32;
        m_window->picturePanel().setRecipe(recipe);
        QCOMPARE(m_window->picturePanel().recipe().model, std::string(model));
    }

    // Generates with at least three previews, cancels once before, saves, and has the command line
    // make the same bytes of the recipe inside.
    void fromHereToASavedPicture(const QString& verb)
    {
        auto& document = m_window->document();
        const QByteArray before = document.snapshot();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        m_window->queue().cancelAll();
        QVERIFY(idle.count() > 0 || idle.wait(20000));
        QCOMPARE(document.snapshot(), before);

        QSet<QByteArray> previews;
        connect(&document, &Document::previewChanged, this, [&] {
            const QImage& p = document.preview();
            if (!p.isNull())
                previews.insert(
                    QByteArray(reinterpret_cast<const char*>(p.constBits()), p.sizeInBytes()));
        });
        idle.clear();
        m_window->generate();
        QVERIFY2(m_window->queue().isRunning(), qPrintable(m_window->messages().sentence()));
        QVERIFY(idle.count() > 0 || idle.wait(60000));
        disconnect(&document, &Document::previewChanged, this, nullptr);
        QVERIFY2(document.picture() != nullptr, qPrintable(m_window->messages().sentence()));
        QVERIFY(previews.size() >= 3);
        QCOMPARE(document.history().size(), 1);

        const QString saved = m_folder.filePath(verb + ".png");
        QVERIFY(m_window->savePicture(saved));
        const QString again = m_folder.filePath(verb + "-again.png");
        QProcess cli;
        cli.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
                  {"--model-dir", m_folder.filePath("models"), "--threads", "1", verb, "--recipe",
                   saved, "--out", again});
        QVERIFY(cli.waitForFinished(60000));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError());
        QVERIFY(QImage(again) == QImage(saved));

        document.undoStack().undo();
        QCOMPARE(document.result().isNull(), true);
        document.undoStack().redo();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("models"));
        sfumato::test::write_tiny_models(m_folder.filePath("models").toStdString());
        begin();
        QCOMPARE(m_plugins->records().size(), size_t(6));
        openWindowOfTinyModels();
    }

    void cleanupTestCase() { m_window.reset(); }

    void words()
    {
        QVERIFY(m_window->setMode("text"));
        choose("words");
        m_window->generate();
        QVERIFY(m_window->messages().sentence().contains("Write what you want to see"));
        auto* prompt = m_window->workspace().panel()->findChild<QPlainTextEdit*>();
        prompt->setPlainText("a quiet lake");
        fromHereToASavedPicture("text");
        QCOMPARE(m_window->document().picture()->recipe.prompt, std::string("a quiet lake"));
    }

    void classes()
    {
        QVERIFY(m_window->setMode("sample"));
        choose("kinds");
        m_window->workspace().tools().setLabel(2);
        fromHereToASavedPicture("class");
        QCOMPARE(m_window->document().picture()->recipe.class_id, 2);
    }

    void boxes()
    {
        QVERIFY(m_window->setMode("layout"));
        choose("boxes");
        m_window->generate();
        QVERIFY(m_window->messages().sentence().contains("no box"));
        const QSizeF size = m_window->document().size();
        drag({size.width() * 0.1, size.height() * 0.1}, {size.width() * 0.5, size.height() * 0.6});
        QCOMPARE(m_window->document().boxes().size(), size_t(1));
        const auto& box = m_window->document().boxes().front();
        QVERIFY(std::abs(box.x - 0.1) < 0.03 && std::abs(box.width - 0.4) < 0.05);
        // Taken hold of and moved; renamed by choosing a label; undone.
        drag({size.width() * 0.3, size.height() * 0.3}, {size.width() * 0.5, size.height() * 0.3});
        QVERIFY(std::abs(m_window->document().boxes().front().x - 0.3) < 0.04);
        m_window->workspace().tools().setLabel(1);
        QCOMPARE(m_window->document().boxes().front().label, 1);
        m_window->document().undoStack().undo();
        QCOMPARE(m_window->document().boxes().front().label, 0);
        QTest::keyClick(&m_window->canvas(), Qt::Key_Delete);
        QVERIFY(m_window->document().boxes().empty());
        m_window->document().undoStack().undo();
        fromHereToASavedPicture("layout");
    }

    void holes()
    {
        QVERIFY(m_window->setMode("inpaint"));
        choose("fill");
        m_window->generate();
        QVERIFY(m_window->messages().sentence().contains("no photo"));
        openPhoto();
        m_window->generate();
        QVERIFY(m_window->messages().sentence().contains("brush over"));
        m_window->workspace().tools().setBrushSize(8);
        drag({10, 10}, {20, 16});
        fromHereToASavedPicture("inpaint");
        // Far from the hole nothing has changed.
        QCOMPARE(m_window->document().result().pixel(39, 31),
                 m_window->document().photo().pixel(39, 31));
    }

    void enlarging()
    {
        QVERIFY(m_window->setMode("upscale"));
        choose("enlarge");
        openPhoto();
        m_window->workspace().panel()->findChildren<QRadioButton*>().at(0)->click();
        fromHereToASavedPicture("upscale");
        QCOMPARE(m_window->document().result().size(), QSize(80, 64));
    }

    void aSavedPictureOpensInItsOwnMode()
    {
        QVERIFY(m_window->setMode("semantic"));
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(m_folder.filePath("inpaint.png"));
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->workspace().id(), QString("inpaint"));
        QCOMPARE(m_window->document().photo().size(), QSize(40, 32));
        QCOMPARE(m_window->document().labelAt({15, 13}), 1);
    }

    void whatWasNotSavedIsThereInEveryMode()
    {
        QVERIFY(m_window->setMode("layout"));
        m_window->document().setBoxes({{1, 0.2, 0.2, 0.3, 0.3}, {0, 0.5, 0.5, 0.2, 0.2}}, "two");
        QVERIFY(m_window->setMode("inpaint"));
        drag({30, 20}, {34, 24});
        QVERIFY(m_window->setMode("layout"));
        m_window->close();
        openWindowOfTinyModels();
        QVERIFY(m_window->restoreSession());
        QCOMPARE(m_window->workspace().id(), QString("layout"));
        QCOMPARE(m_window->document().boxes().size(), size_t(2));
        QVERIFY(m_window->setMode("inpaint"));
        QCOMPARE(m_window->document().labelAt({32, 22}), 1);
    }

    void aPictureOfAnyModeCanBeFilledOrEnlarged()
    {
        QVERIFY(m_window->setMode("upscale"));
        m_window->document().undoStack().clear();
        auto picture = std::make_shared<ldm::Picture>();
        picture->image = {24, 16, 3, std::vector<std::uint8_t>(24 * 16 * 3, 90)};
        auto* strip = m_window->findChild<HistoryStrip*>();
        QVERIFY(m_window->setMode("text"));
        Q_EMIT strip->useWanted(picture, "upscale");
        QCOMPARE(m_window->workspace().id(), QString("upscale"));
        QCOMPARE(m_window->document().photo().size(), QSize(24, 16));
    }
};

QTEST_MAIN(ModesTest)
#include "modes_test.moc"
