// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"
#include "job/job_queue.h"
#include "job/low_priority.h"
#include "support/bundled_models.h"
#include "tool/brush_tool.h"
#include "tool/colour_brush_tool.h"
#include "tool/tool_context.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>

#include <atomic>
#include <cmath>
#include <cstring>
#include <functional>
#include <thread>

using namespace sfumato;

namespace {

constexpr int kRate = 120;  // events a second

/// A canvas that notes how old the oldest pen event is that each frame shows for the first time.
class TimedCanvas : public CanvasView {
public:
    QElapsedTimer clock;
    QList<double> frames;    ///< milliseconds from when the event was due to the end of painting
    QList<double> painting;  ///< milliseconds inside paintEvent

    /// When an event that is now posted was due; from any thread.
    void due(double time)
    {
        const QMutexLocker lock(&m_mutex);
        m_due.append(time);
    }

    double now() const { return double(clock.nsecsElapsed()) * 1e-6; }

protected:
    void tabletEvent(QTabletEvent* event) override
    {
        CanvasView::tabletEvent(event);
        const QMutexLocker lock(&m_mutex);
        if (m_oldest < 0.0)
            m_oldest = m_due.first();
        m_due.removeFirst();
    }

    void paintEvent(QPaintEvent* event) override
    {
        const double start = now();
        CanvasView::paintEvent(event);
        if (m_oldest < 0.0)
            return;
        painting.append(now() - start);
        frames.append(now() - m_oldest);
        m_oldest = -1.0;
    }

private:
    QMutex m_mutex;
    QList<double> m_due;
    double m_oldest = -1.0;
};

double percentile(QList<double> values, double share)
{
    if (values.isEmpty())
        return 0.0;
    std::sort(values.begin(), values.end());
    return values[std::min(qsizetype(double(values.size()) * share), values.size() - 1)];
}

/// Something that keeps all cores busy, at the generation's priority.
class Load {
public:
    virtual ~Load() = default;
};

class BusyThreads final : public Load {
public:
    BusyThreads()
    {
        for (int i = 0; i < 2; ++i)
            m_threads.emplace_back([this] {
                standBack();
                volatile double x = 1.0;
                while (!m_stop)
                    x = std::sqrt(x + 1.0);
            });
    }
    ~BusyThreads() override
    {
        m_stop = true;
        for (auto& thread : m_threads)
            thread.join();
    }

private:
    std::atomic<bool> m_stop{false};
    std::vector<std::thread> m_threads;
};

/// The bundled model at work, in the program's own queue.
class Generation final : public Load {
public:
    Generation() : m_queue(sfumato::test::bundledEngine())
    {
        ldm::Recipe recipe;
        recipe.model = "landscape";
        auto map = std::make_shared<ldm::LabelMap>();
        *map = {64, 64, std::vector<std::uint8_t>(64 * 64, 6)};
        recipe.map = map;
        recipe.width = recipe.height = 512;
        recipe.steps = 250;
        QSignalSpy stepped(&m_queue, &JobQueue::stepped);
        m_queue.enqueue(recipe);
        for (int i = 0; i < 60 && stepped.count() < 3; ++i)
            stepped.wait(1000);
    }

private:
    JobQueue m_queue;  // its end cancels the run
};

}  // namespace

/// How long strokes take to get onto the screen while a generation runs: 95 % of the frames under
/// 20 ms and none over 100 ms.
class StrokeFramesTest : public QObject {
    Q_OBJECT

private:
    QPointingDevice m_pen{QStringLiteral("pen"),
                          1,
                          QInputDevice::DeviceType::Stylus,
                          QPointingDevice::PointerType::Pen,
                          QInputDevice::Capability::Position | QInputDevice::Capability::Pressure,
                          1,
                          2};

    // A pen that draws a rose, posted by another thread at the tablet's rate.
    void draw(TimedCanvas& canvas, int events, Qt::MouseButton button)
    {
        const QPointF middle(canvas.width() * 0.25, canvas.height() * 0.5);
        const double reach = 0.4 * std::min(canvas.width() * 0.5, double(canvas.height()));
        canvas.clock.start();
        std::atomic<bool> done{false};
        std::thread hand([&] {
            for (int i = 0; i < events; ++i) {
                const double due = 1000.0 * i / kRate;
                while (canvas.now() < due)
                    std::this_thread::sleep_for(std::chrono::microseconds(300));
                const double angle = 6.0 * i / kRate;
                const double r = reach * std::cos(0.7 * angle);
                const QPointF at = middle + QPointF(r * std::cos(angle), r * std::sin(angle));
                const auto type = i == 0            ? QEvent::TabletPress
                                  : i + 1 == events ? QEvent::TabletRelease
                                                    : QEvent::TabletMove;
                canvas.due(due);
                QCoreApplication::postEvent(
                    &canvas, new QTabletEvent(type, &m_pen, at, at, 0.5 + 0.5 * std::sin(0.1 * i),
                                              0, 0, 0, 0, 0, {}, button, button));
            }
            done = true;
        });
        while (!done)
            QTest::qWait(1);
        hand.join();
        QTest::qWait(50);
    }

    // Other programs may take the processor away: the best of three tries counts.
    void measure(TimedCanvas& canvas, bool generates, double usual, double longest,
                 const std::function<void(int)>& strokes)
    {
        double p95 = 1e9, worst = 1e9;
        for (int attempt = 0; attempt < 3 && (p95 >= usual || worst >= longest); ++attempt) {
            std::unique_ptr<Load> load;
            if (generates)
                load = std::make_unique<Generation>();
            else
                load = std::make_unique<BusyThreads>();
            canvas.frames.clear();
            canvas.painting.clear();
            strokes(attempt);
            p95 = percentile(canvas.frames, 0.95);
            worst = percentile(canvas.frames, 1.0);
            qInfo(
                "%d frames, from pen to screen p50 %.1f p95 %.1f p99 %.1f worst %.1f ms; "
                "painting p50 %.1f p95 %.1f worst %.1f ms",
                int(canvas.frames.size()), percentile(canvas.frames, 0.5), p95,
                percentile(canvas.frames, 0.99), worst, percentile(canvas.painting, 0.5),
                percentile(canvas.painting, 0.95), percentile(canvas.painting, 1.0));
        }
        QVERIFY2(p95 < usual, qPrintable(QString::number(p95)));
        QVERIFY2(worst < longest, qPrintable(QString::number(worst)));
    }

    static LabelPalette labels()
    {
        LabelPalette labels;
        for (int i = 0; i < 18; ++i)
            labels.append({QString::number(i), QColor::fromHsv(i * 20, 160, 200)});
        return labels;
    }

private Q_SLOTS:
    void strokesAreInTime_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<double>("brush");
        QTest::addColumn<bool>("fitted");
        QTest::addColumn<bool>("generates");
        QTest::addColumn<double>("longest");
        QTest::newRow("4096, brush 24, all in view") << 4096 << 24.0 << true << false << 100.0;
        QTest::newRow("4096, brush 300, all in view") << 4096 << 300.0 << true << false << 100.0;
        QTest::newRow("4096, brush 80, 100 %") << 4096 << 80.0 << false << false << 100.0;
        QTest::newRow("4096, brush 80, generating") << 4096 << 80.0 << true << true << 100.0;
        QTest::newRow("8192, brush 150, all in view") << 8192 << 150.0 << true << false << 100.0;
    }

    void strokesAreInTime()
    {
        QFETCH(int, side);
        QFETCH(double, brush);
        QFETCH(bool, fitted);
        QFETCH(bool, generates);
        QFETCH(double, longest);
        if (generates && !sfumato::test::hasBundledModels())
            QSKIP("the bundled model is not in this tree");
        Document document({side, side});
        document.setPalette(labels());
        ToolContext context;
        context.setDocument(&document);
        context.setBrushSize(brush);
        BrushTool tool(context);
        TimedCanvas canvas;
        canvas.resize(1400, 800);
        canvas.setDocument(&document);
        canvas.setTool(&tool);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        if (!fitted)
            canvas.actualSize();
        QTest::qWait(400);
        measure(canvas, generates, 20.0, longest, [&](int attempt) {
            for (int stroke = 0; stroke < 3; ++stroke) {
                context.setLabel(1 + (stroke + attempt) % 17);
                draw(canvas, kRate, Qt::LeftButton);
            }
        });
        canvas.setTool(nullptr);
    }

    // Colour on a paint layer over a photo of 16 megapixels.
    void coloursAreInTime_data()
    {
        QTest::addColumn<double>("brush");
        QTest::addColumn<bool>("fitted");
        QTest::newRow("brush 24, all in view") << 24.0 << true;
        QTest::newRow("brush 300, all in view") << 300.0 << true;
        QTest::newRow("brush 80, 100 %") << 80.0 << false;
    }

    void coloursAreInTime()
    {
        QFETCH(double, brush);
        QFETCH(bool, fitted);
        Document document({4096, 4096});
        document.setInputKind(InputKind::Photo);
        QImage photo(4096, 4096, QImage::Format_RGB888);
        photo.fill(Qt::darkGreen);
        document.replacePhoto(photo, {}, "open");
        document.addLayer(LayerKind::Paint);
        ToolContext context;
        context.setDocument(&document);
        context.setBrushSize(brush);
        context.setColour(QColor(200, 30, 30, 160));
        ColourBrushTool tool(context);
        TimedCanvas canvas;
        canvas.resize(1400, 800);
        canvas.setDocument(&document);
        canvas.setTool(&tool);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        if (!fitted)
            canvas.actualSize();
        QTest::qWait(400);
        measure(canvas, false, 20.0, 100.0, [&](int) {
            for (int stroke = 0; stroke < 3; ++stroke)
                draw(canvas, kRate, Qt::LeftButton);
        });
        canvas.setTool(nullptr);
    }

    // Everything is drawn again in each frame, map and picture, both of 64 megapixels.
    void panningIsInTime_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::newRow("12 %") << 0.12;
        QTest::newRow("60 %") << 0.6;
        QTest::newRow("300 %") << 3.0;
    }

    void panningIsInTime()
    {
        QFETCH(double, zoom);
        Document document({8192, 8192});
        document.setPalette(labels());
        for (int i = 0; i < 400; ++i)
            document.paintDisc({20.0 * i, 4096.0 + 3000.0 * std::sin(i * 0.1)}, 500.0, i % 18);
        QImage picture(8192, 8192, QImage::Format_RGB888);
        for (int y = 0; y < picture.height(); ++y)
            std::memset(picture.scanLine(y), y & 255, size_t(picture.bytesPerLine()));
        document.setResult(std::make_shared<ldm::Picture>(), picture);
        TimedCanvas canvas;
        canvas.resize(1400, 800);
        canvas.setDocument(&document);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        canvas.setZoom(zoom);
        QTest::qWait(1000);
        measure(canvas, false, 33.0, 100.0,
                [&](int) { draw(canvas, 2 * kRate, Qt::MiddleButton); });
    }
};

QTEST_MAIN(StrokeFramesTest)
#include "stroke_frames_test.moc"
