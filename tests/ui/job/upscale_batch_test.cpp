// SPDX-License-Identifier: MIT
#include "job/upscale_batch.h"
#include "support/stand_in.h"

#include <ldm/engine.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;
using sfumato::test::StandIn;
using State = UpscaleBatch::State;

class UpscaleBatchTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobQueue> m_queue;
    std::unique_ptr<UpscaleBatch> m_batch;

    QString photo(const QString& name) const
    {
        QImage image(12, 8, QImage::Format_RGB888);
        image.fill(QColor(20, 60, 90));
        image.save(m_folder->filePath(name));
        return m_folder->filePath(name);
    }

    static ldm::Recipe settings()
    {
        ldm::Recipe recipe;
        recipe.scale = 2;
        recipe.steps = 3;
        return recipe;
    }

    void start(const QStringList& paths)
    {
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        m_batch->add(UpscaleBatch::picturesIn(paths), settings);
        QVERIFY(finished.count() > 0 || finished.wait(20000));
    }

private Q_SLOTS:
    void init()
    {
        StandIn::failure.reset();
        StandIn::held = false;
        m_folder = std::make_unique<QTemporaryDir>();
        m_queue = std::make_unique<JobQueue>(std::make_unique<StandIn>());
        m_batch = std::make_unique<UpscaleBatch>(*m_queue);
        connect(m_queue.get(), &JobQueue::stepped, m_batch.get(),
                [this](int job, const StepUpdate& u) { m_batch->take(job, u); });
        connect(m_queue.get(), &JobQueue::finished, m_batch.get(),
                [this](int job, const Outcome& o) { m_batch->take(job, o); });
    }

    void cleanup()
    {
        StandIn::held = false;
        m_batch.reset();
        m_queue.reset();
    }

    void resultsLieBesideTheirPhotos()
    {
        photo("a.png");
        photo("b.jpg");
        photo("b-x2.jpg");  // of an earlier batch: not a photo, not overwritten
        QFile(m_folder->filePath("notes.txt")).open(QIODevice::WriteOnly);
        start({m_folder->path()});
        QCOMPARE(m_batch->entries().size(), 2);
        QCOMPARE(m_batch->entries()[0].state, State::Done);
        QCOMPARE(m_batch->entries()[0].text, m_folder->filePath("a-x2.png"));
        QCOMPARE(m_batch->entries()[1].text, m_folder->filePath("b-x2-2.jpg"));
        QCOMPARE(QImage(m_folder->filePath("a-x2.png")).size(), QSize(24, 16));
        QCOMPARE(QImage(m_folder->filePath("b-x2.jpg")).size(), QSize(12, 8));
        QVERIFY(!m_batch->isRunning());
    }

    void resultsCarryTheirRecipes()
    {
        start({photo("a.png"), photo("b.jpg"), photo("c.webp"), photo("d.tif")});
        for (const char* name : {"a-x2.png", "b-x2.jpg", "c-x2.webp", "d-x2.tif"}) {
            const auto recipe = ldm::find_recipe(m_folder->filePath(name).toStdString());
            QVERIFY2(recipe, name);
            QCOMPARE(recipe->scale, 2);
            QVERIFY2(recipe->image && recipe->image->width == 12, name);
        }
        ldm::SaveOptions bare;
        bare.recipe = false;
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        m_batch->add({photo("e.png")}, settings, bare);
        QVERIFY(finished.wait());
        QVERIFY(!ldm::find_recipe(m_folder->filePath("e-x2.png").toStdString()));
    }

    void theTimeIsForeseenBeforeAPhotoIsDone_data()
    {
        QTest::addColumn<bool>("known");
        QTest::newRow("the model has run before") << true;
        QTest::newRow("it has not") << false;
    }

    void theTimeIsForeseenBeforeAPhotoIsDone()
    {
        QFETCH(bool, known);
        SpeedTable speeds;
        ldm::Picture run;
        run.recipe = settings();
        run.recipe.task = ldm::TaskKind::Upscale;
        run.recipe.width = 12;
        run.recipe.height = 8;
        run.timings.sample = 300.0;
        if (known)
            speeds.learn(run);
        m_batch->setSpeeds(&speeds);
        StandIn::held = true;
        QSignalSpy foreseen(m_batch.get(), &UpscaleBatch::foreseen);
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        m_batch->add({photo("a.png"), photo("b.png")}, settings);
        QVERIFY(foreseen.count() > 0 || foreseen.wait());
        const double left = m_batch->secondsLeft();
        QVERIFY2(known ? left > 500.0 && left <= 600.0 : left == 0.0,
                 qPrintable(QString::number(left)));
        StandIn::held = false;
        QVERIFY(finished.count() > 0 || finished.wait());
        QCOMPARE(m_batch->secondsLeft(), 0.0);
    }

    void aForecastTrustsWhatIsNearest()
    {
        SpeedTable speeds;
        BatchForecast forecast;
        ldm::Recipe recipe = settings();
        forecast.setSpeeds(&speeds);
        forecast.setSettings(recipe);
        QCOMPARE(forecast.secondsOf(100.0), 0.0);
        forecast.foresee(30.0, 100.0);
        QCOMPARE(forecast.secondsOf(200.0), 60.0);
        forecast.learn(10.0, 100.0);
        QCOMPARE(forecast.secondsOf(200.0), 20.0);
        recipe.steps *= 2;  // what was measured is of other settings
        forecast.setSettings(recipe);
        QCOMPARE(forecast.secondsOf(200.0), 0.0);
    }

    void aPhotoThatFailsDoesNotStopTheOthers()
    {
        QFile broken(m_folder->filePath("a.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
        broken.close();
        photo("b.png");
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        start({m_folder->filePath("a.png"), m_folder->filePath("missing.png"),
               m_folder->filePath("b.png")});
        QCOMPARE(m_batch->entries()[0].state, State::Failed);
        QVERIFY2(m_batch->entries()[0].text.contains("cannot be read"),
                 qPrintable(m_batch->entries()[0].text));
        QCOMPARE(m_batch->entries()[1].state, State::Failed);
        QCOMPARE(m_batch->entries()[2].state, State::Done);
        QCOMPARE(finished.takeFirst(), (QVariantList{1, 2}));
        // What failed can be tried again once it is mended.
        photo("a.png");
        finished.clear();
        m_batch->retry();
        QVERIFY(finished.wait());
        QCOMPARE(m_batch->entries()[0].state, State::Done);
    }

    void theEngineSaysWhatIsWrong()
    {
        StandIn::failure = ldm::Error(ldm::ErrorCode::OutOfMemory, "There is not enough memory.");
        start({photo("a.png")});
        QCOMPARE(m_batch->entries()[0].text, QString("There is not enough memory."));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    }

    void stoppingSavesNothingHalf()
    {
        const QStringList photos{photo("a.png"), photo("b.png")};
        StandIn::held = true;
        QSignalSpy started(m_queue.get(), &JobQueue::started);
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        m_batch->add(photos, settings);
        QVERIFY(started.count() > 0 || started.wait());
        m_batch->stop();
        StandIn::held = false;
        QVERIFY(finished.count() > 0 || finished.wait());
        for (const auto& entry : m_batch->entries())
            QCOMPARE(entry.state, State::Stopped);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);
    }

    // Someone else empties the queue: the batch does not wait for ever.
    void aDroppedJobIsStopped()
    {
        StandIn::held = true;
        ldm::Recipe other = settings();
        other.image = std::make_shared<const ldm::Image>(
            ldm::Image{4, 4, 3, std::vector<std::uint8_t>(48, 1)});
        m_queue->enqueue(other);
        QSignalSpy changed(m_queue.get(), &JobQueue::queueChanged);
        QSignalSpy finished(m_batch.get(), &UpscaleBatch::finished);
        m_batch->add({photo("a.png")}, settings);
        while (m_queue->waiting() == 0)
            QVERIFY(changed.wait());
        m_queue->dropWaiting();
        StandIn::held = false;
        QVERIFY(finished.count() > 0 || finished.wait());
        QCOMPARE(m_batch->entries()[0].state, State::Stopped);
    }
};

QTEST_GUILESS_MAIN(UpscaleBatchTest)
#include "upscale_batch_test.moc"
