// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "support/bundled_models.h"
#include "support/fake_generator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <random>

using namespace sfumato;

namespace {

// Bytes of the process that are in memory.
qint64 resident()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

}  // namespace

/// Makes pictures at once that are as hard to pack as painterly ones.
class QuickGenerator : public test::FakeGenerator {
public:
    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer&) override
    {
        ldm::Picture picture;
        picture.recipe = recipe;
        picture.image = {recipe.width, recipe.height, 3, {}};
        auto& pixels = picture.image.pixels;
        pixels.resize(size_t(recipe.width) * size_t(recipe.height) * 3);
        std::minstd_rand random(unsigned(recipe.seed + 1));
        for (size_t i = 0; i < pixels.size(); ++i)
            pixels[i] = std::uint8_t(i / 3000 + random() % 24);
        return picture;
    }
};

/// Memory of the window over many generations: the hundredth leaves it within 5 % of the tenth,
/// whatever the pictures' size.
class MemoryTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    void open(std::unique_ptr<Generator> generator)
    {
        m_window = std::make_unique<MainWindow>(std::move(generator), *m_plugins, *m_settings);
        m_window->setSessionFolder(m_folder.filePath("session"), 1000);
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait(20000));
        QVERIFY(m_window->setMode("semantic"));
    }

    // Strokes and pictures of them. @return bytes in memory at the end
    qint64 generate(int from, int to, int pause = 2500)
    {
        auto& document = m_window->document();
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        for (int i = from; i <= to; ++i) {
            idle.clear();
            document.beginStroke();
            document.paintDisc({double(i % 64), 32.0}, 20.0, i % 3);
            document.endStroke("stroke");
            m_window->generate();
            if (idle.count() == 0 && !idle.wait(60000))
                return 0;
        }
        QTest::qWait(pause);  // the copy for the case of a crash is written meanwhile
        return resident();
    }

    void aHundredLeaveMemoryAsItIs(int size)
    {
        QImage map(size, size, QImage::Format_Indexed8);
        map.fill(1);
        m_window->document().replaceMap(map, "map");
        auto recipe = m_window->picturePanel().recipe();
        recipe.steps = 1;
        recipe.width = recipe.height = size;
        m_window->picturePanel().setRecipe(recipe);
        const qint64 tenth = generate(1, 10), hundredth = generate(11, 100);
        QCOMPARE(m_window->document().history().size(), 100);
        const double growth = 100.0 * double(hundredth - tenth) / double(tenth);
        qInfo("%d x %d: resident after 10 generations %.1f MB, after 100 %.1f MB (%+.1f %%)", size,
              size, double(tenth) / 1e6, double(hundredth) / 1e6, growth);
        QVERIFY2(growth < 5.0, qPrintable(QString::number(growth)));
    }

private Q_SLOTS:
    void init()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
    }

    void cleanup() { m_window.reset(); }

    void withTheBundledModel()
    {
        if (!sfumato::test::hasBundledModels())
            QSKIP("the bundled model is not in this tree");
        open(sfumato::test::bundledEngine());
        aHundredLeaveMemoryAsItIs(64);
    }

    void withLargePictures_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("256") << 256;
        QTest::newRow("512") << 512;
    }

    void withLargePictures()
    {
        QFETCH(int, size);
        open(std::make_unique<QuickGenerator>());
        aHundredLeaveMemoryAsItIs(size);
    }

    // The first of many are packed by then; they are there within a frame or two, byte for byte.
    void anOldOneIsSeenAtOnce()
    {
        constexpr int kOld = 4;
        open(std::make_unique<QuickGenerator>());
        m_window->picturePanel().setPictureSize({512, 512});
        const auto& history = m_window->document().history();
        std::vector<ldm::Image> first;
        for (int i = 1; i <= kOld; ++i) {
            generate(i, i, 0);
            first.push_back(history.back()->whole()->image);
        }
        generate(kOld + 1, kOld + 8);
        auto* strip = m_window->findChild<HistoryStrip*>();
        double least = 1e9;  // of all: others compute here, too
        for (int i = 0; i < kOld; ++i) {
            QElapsedTimer clock;
            clock.start();
            Q_EMIT strip->itemClicked(strip->item(strip->count() - 1 - i));
            least = std::min(least, double(clock.nsecsElapsed()) / 1e6);
            QVERIFY(m_window->document().picture());
            QVERIFY(m_window->document().picture()->image == first[size_t(i)]);
        }
        qInfo("an old picture of 512 x 512 is there after %.1f ms", least);
        QVERIFY2(least < 100.0, qPrintable(QString::number(least)));
    }
};

QTEST_MAIN(MemoryTest)
#include "memory_test.moc"
