// SPDX-License-Identifier: MIT
#include "support/bundled_models.h"
#include "support/window_fixture.h"

#include <ldm/model_hash.h>

#include <QDir>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;

/// Every mode with the bundled models, as an artist meets it: from the input to a saved picture.
/// With SFUMATO_SCREENSHOTS=FOLDER the window is photographed there, in light and dark.
class StartersTest : public QObject, sfumato::test::WindowFixture {
    Q_OBJECT

private:
    static QString resource(const QString& name)
    {
        return QStringLiteral(SFUMATO_SOURCE_DIR "/resources/") + name;
    }

    // The example's picture without its recipe: a photo like any other.
    QString photo(const QSize& size)
    {
        const QString file = m_folder.filePath("photo.png");
        const QImage example(resource("examples/lake.png"));
        QImage plain(size, QImage::Format_RGB888);
        QPainter painter(&plain);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(plain.rect(), example);
        painter.end();
        plain.save(file);
        return file;
    }

    // @return false if no bundled model serves that mode
    bool enter(const QString& mode)
    {
        return m_window->setMode(mode) && m_window->picturePanel().model() != nullptr;
    }

    // At least `steps` steps, so that there are previews to see.
    void atLeast(int steps)
    {
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = std::max(recipe.steps, steps);
        m_window->picturePanel().setRecipe(recipe);
    }

    void photograph(const QString& mode)
    {
        const QString folder = qEnvironmentVariable("SFUMATO_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        for (const auto& [kind, name] : {std::pair(ThemeKind::Light, QStringLiteral("light")),
                                         std::pair(ThemeKind::Dark, QStringLiteral("dark"))}) {
            applyTheme(*qApp, kind);
            QTest::qWait(300);
            QVERIFY(m_window->grab().save(QStringLiteral("%1/%2-%3.webp").arg(folder, mode, name),
                                          "webp", 88));
        }
    }

    // Stopped once, then made with previews, undone and redone, saved, and made again of the
    // recipe in the file.
    void fromHereToASavedPicture(const QString& verb)
    {
        auto& document = m_window->document();
        const QByteArray before = document.snapshot();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY2(m_window->queue().isRunning(), qPrintable(m_window->messages().sentence()));
        m_window->queue().cancelAll();
        QVERIFY(idle.count() > 0 || idle.wait(120000));
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
        QVERIFY(idle.count() > 0 || idle.wait(300000));
        disconnect(&document, &Document::previewChanged, this, nullptr);
        QVERIFY2(document.picture() != nullptr, qPrintable(m_window->messages().sentence()));
        QVERIFY2(previews.size() >= 3, qPrintable(QString::number(previews.size())));
        const QImage made = document.result();
        document.undoStack().undo();
        QVERIFY(document.result() != made);
        document.undoStack().redo();
        QCOMPARE(document.result(), made);

        const QString saved = m_folder.filePath(verb + ".png");
        const QString again = m_folder.filePath(verb + "-again.png");
        QVERIFY(m_window->savePicture(saved));
        QProcess cli;
        cli.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
                  {verb, "--recipe", saved, "--out", again});
        QVERIFY(cli.waitForFinished(300000));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError());
        QCOMPARE(QImage(again), QImage(saved));
        photograph(verb);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!sfumato::test::hasBundledModels())
            QSKIP("the bundled models are not in this tree");
        begin();
        openWindow(sfumato::test::bundledEngine(), 60000);
        m_window->resize(1280, 800);
    }

    void cleanupTestCase() { m_window.reset(); }

    // Else opening one would say that it may look different when it is made again.
    void theExamplesAreOfTheModelsBesideThem()
    {
        const QDir examples(resource("examples"));
        const auto files = examples.entryList({"*.png"}, QDir::Files);
        QVERIFY(files.size() >= 6);
        for (const QString& file : files) {
            const auto recipe = ldm::load_recipe(examples.filePath(file).toStdString());
            const QString model = QString::fromStdString(recipe.model);
            const auto weights = resource("models/" + model + ".safetensors").toStdString();
            QVERIFY2(recipe.model_hash == ldm::model_hash(weights), qPrintable(file));
        }
    }

    void maps()
    {
        if (!enter("semantic"))
            QSKIP("no bundled model for this mode in this tree");
        openFile(resource("examples/lake.png"), 60000);
        m_window->workspace().tools().setLabel(13);
        drag({30, 200}, {220, 210});
        atLeast(4);
        fromHereToASavedPicture("semantic");
    }

    void holes()
    {
        if (!enter("inpaint"))
            QSKIP("no bundled model for this mode in this tree");
        openFile(photo({256, 256}), 60000);
        m_window->workspace().tools().setBrushSize(40);
        drag({150, 60}, {180, 140});
        atLeast(4);
        fromHereToASavedPicture("inpaint");
        // Far from the hole every pixel is the photo's.
        const QImage result = m_window->document().result();
        const QImage before = m_window->document().photo();
        for (int x = 0; x < 100; ++x)
            QCOMPARE(result.pixel(x, 240), before.pixel(x, 240));
    }

    void enlarging()
    {
        if (!enter("upscale"))
            QSKIP("no bundled model for this mode in this tree");
        openFile(photo({64, 64}), 60000);
        atLeast(3);
        fromHereToASavedPicture("upscale");
        QCOMPARE(m_window->document().result().size(), QSize(256, 256));
    }

    void words()
    {
        if (!enter("text"))
            QSKIP("no bundled model for this mode in this tree");
        m_window->workspace().panel()->findChild<QPlainTextEdit*>()->setPlainText(
            "a winter landscape at dusk with a house");
        fromHereToASavedPicture("text");
    }

    void boxes()
    {
        if (!enter("layout"))
            QSKIP("no bundled model for this mode in this tree");
        m_window->document().setBoxes(
            {{0, 0.0, 0.0, 1.0, 0.45}, {3, 0.0, 0.4, 1.0, 0.25}, {6, 0.0, 0.6, 1.0, 0.4}},
            "three boxes");
        fromHereToASavedPicture("layout");
    }

    void classes()
    {
        if (!enter("sample"))
            QSKIP("no bundled model for this mode in this tree");
        m_window->workspace().tools().setLabel(20);
        fromHereToASavedPicture("class");
    }

    // Every result of a folder answers for itself.
    void aFolderOfPhotos()
    {
        if (!enter("upscale"))
            QSKIP("no bundled model for this mode in this tree");
        QVERIFY(QDir(m_folder.path()).mkdir("folder"));
        const QImage example(photo({48, 32}));
        example.save(m_folder.filePath("folder/a.png"));
        example.save(m_folder.filePath("folder/b.jpg"), nullptr, 90);
        auto& room = *m_window->findChild<BatchRoom*>();
        QSignalSpy finished(&room.batch(), &UpscaleBatch::finished);
        room.add({m_folder.filePath("folder")});
        QVERIFY(finished.count() > 0 || finished.wait(300000));
        QCOMPARE(finished[0], (QVariantList{2, 0}));
        for (const QString& name : {QStringLiteral("a-x4.png"), QStringLiteral("b-x4.jpg")}) {
            QProcess cli;
            cli.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
                      {"verify", m_folder.filePath("folder/" + name)});
            QVERIFY(cli.waitForFinished(300000));
            const QByteArray said = cli.readAllStandardOutput();
            QVERIFY2(cli.exitCode() == 0, said + cli.readAllStandardError());
            QVERIFY2(said.contains(name.endsWith("png") ? "same bytes" : "same picture"), said);
        }
    }
};

QTEST_MAIN(StartersTest)
#include "starters_test.moc"
