// SPDX-License-Identifier: MIT
#include <ldm/engine.h>
#include <ldm/error.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <set>
#include <vector>

namespace {

constexpr std::uintmax_t kBudget = std::uintmax_t(1) << 28;  // bytes that a step may take

QString modelFolder()
{
    return QStringLiteral(SFUMATO_SOURCE_DIR "/resources/models");
}

ldm::Engine makeEngine()
{
    return ldm::Engine({.model_folders = {modelFolder().toStdString()},
                        .resources = SFUMATO_SOURCE_DIR "/resources",
                        .device = "cpu",
                        .memory_budget = kBudget});
}

ldm::Recipe enlarging(int width, int height)
{
    auto photo = std::make_shared<ldm::Image>();
    *photo = {width, height, 3, {}};
    photo->pixels.reserve(size_t(width) * size_t(height) * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            photo->pixels.insert(photo->pixels.end(), {std::uint8_t(127 + 100 * std::sin(x * 0.07)),
                                                       std::uint8_t(127 + 100 * std::cos(y * 0.05)),
                                                       std::uint8_t(x * y >> 6)});
    ldm::Recipe recipe;
    recipe.task = ldm::TaskKind::Upscale;
    recipe.model = "upscale";
    recipe.image = photo;
    recipe.scale = 4;
    recipe.steps = 1;
    return recipe;
}

// Ends the run at the n-th place where it asks.
class Ending final : public ldm::Observer {
public:
    explicit Ending(int place) : m_place(place) {}

    ldm::Verdict on_step(const ldm::StepEvent&) override { return ldm::Verdict::Continue; }
    bool wants_preview(int) const override { return false; }
    bool cancelled() const override { return ++asked == m_place; }

    mutable int asked = 0;

private:
    int m_place;
};

// Keeps what it is told of parts.
class Listening final : public ldm::Observer {
public:
    ldm::Verdict on_step(const ldm::StepEvent&) override { return ldm::Verdict::Continue; }
    bool wants_preview(int) const override { return false; }
    void on_part(const ldm::PartEvent& event) override { told.push_back(event); }

    std::vector<ldm::PartEvent> told;
};

// The most memory that this process ever had, in bytes.
qint64 peak()
{
    QFile file(QStringLiteral("/proc/self/status"));
    file.open(QIODevice::ReadOnly);
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    return 0;
}

int enlarge(int width, int height)
{
    auto engine = makeEngine();
    ldm::SilentObserver observer;
    const auto picture = engine.run(enlarging(width, height), observer);
    std::printf("%d %lld\n", picture.image.width, static_cast<long long>(peak()));
    return 0;
}

}  // namespace

/// Photos too large to be enlarged at once: memory stays within what is allowed, and a run ends at
/// any tile.
class LargePhotoTest : public QObject {
    Q_OBJECT

private:
    // The most memory of a process of its own that enlarges a photo of that size.
    static qint64 peakOf(int width, int height)
    {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {"--enlarge", QString::number(width), QString::number(height)});
        if (!process.waitForFinished(200'000) || process.exitCode() != 0)
            return -1;
        const auto said = process.readAllStandardOutput().simplified().split(' ');
        return said.value(0).toInt() == 4 * width ? said.value(1).toLongLong() : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(modelFolder() + QStringLiteral("/upscale.safetensors")))
            QSKIP("the bundled model is not in this tree");
    }

    void memoryStaysWithinWhatIsAllowed()
    {
        const qint64 small = peakOf(256, 192), large = peakOf(640, 384);
        QVERIFY(small > 0 && large > small);
        qInfo(
            "at most in memory: %.0f MB for 256x192, %.0f MB for 640x384; a step may take %.0f MB",
            double(small) / 1e6, double(large) / 1e6, double(kBudget) / 1e6);
        QVERIFY2(double(large) < double(kBudget) + 1e9, qPrintable(QString::number(large)));
    }

    void progressIsToldWithinAStep()
    {
        auto engine = makeEngine();
        Listening listening;
        engine.run(enlarging(640, 384), listening);
        std::set<ldm::Phase> phases;
        for (size_t i = 0; i < listening.told.size(); ++i) {
            const auto& event = listening.told[i];
            phases.insert(event.phase);
            QVERIFY(event.part >= 0 && event.part < event.parts);
            QVERIFY(event.part == 0 || event.seconds_left > 0.0);
            QCOMPARE(event.total, event.phase == ldm::Phase::Preparing ? 0 : 1);
            if (i == 0)
                continue;
            const auto& before = listening.told[i - 1];
            QVERIFY(event.phase > before.phase ||
                    (event.phase == before.phase && event.part > before.part));
            QVERIFY(event.seconds >= before.seconds + 0.19);
        }
        QCOMPARE(phases,
                 (std::set{ldm::Phase::Preparing, ldm::Phase::Sampling, ldm::Phase::Decoding}));
    }

    void aRunEndsAtAnyTile()
    {
        auto engine = makeEngine();
        const auto recipe = enlarging(200, 136);
        Ending whole(-1);
        engine.run(recipe, whole);
        QVERIFY2(whole.asked > 6, qPrintable(QString::number(whole.asked)));
        for (const int place : {1, 2, 5, whole.asked - 1, whole.asked}) {
            Ending ending(place);
            QElapsedTimer clock;
            clock.start();
            QVERIFY_EXCEPTION_THROWN(engine.run(recipe, ending), ldm::Cancelled);
            QCOMPARE(ending.asked, place);
            qInfo("ended at tile %d of %d after %lld ms", place, whole.asked, clock.elapsed());
        }
    }
};

int main(int argc, char** argv)
{
    if (argc == 4 && QByteArray(argv[1]) == "--enlarge")
        return enlarge(std::atoi(argv[2]), std::atoi(argv[3]));
    QCoreApplication application(argc, argv);
    LargePhotoTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "large_photo_test.moc"
