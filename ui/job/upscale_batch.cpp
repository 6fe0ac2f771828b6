// SPDX-License-Identifier: MIT
#include "job/upscale_batch.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QRegularExpression>
#include <QtConcurrentRun>

#include <algorithm>

namespace sfumato {

namespace {

const QStringList kEndings{QStringLiteral("png"), QStringLiteral("jpg"),  QStringLiteral("jpeg"),
                           QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("webp")};

bool isPhoto(const QFileInfo& file)
{
    static const QRegularExpression result(QStringLiteral("-x[248](-\\d+)?$"));
    return kEndings.contains(file.suffix().toLower()) &&
           !result.match(file.completeBaseName()).hasMatch();
}

}  // namespace

UpscaleBatch::UpscaleBatch(JobQueue& queue, QObject* parent) : QObject(parent), m_queue(queue)
{
    connect(&queue, &JobQueue::queueChanged, this, &UpscaleBatch::lookForJob);
    connect(&queue, &JobQueue::started, this, [this](int job) {
        if (job == m_job)
            m_timer.restart();  // others had been before it
    });
}

// A job that is dropped while it waits ends without a word.
void UpscaleBatch::lookForJob()
{
    if (!m_job)
        return;
    for (const auto& entry : m_queue.jobs())
        if (entry.id == m_job)
            return;
    end(State::Stopped, {});
}

QStringList UpscaleBatch::picturesIn(const QStringList& paths)
{
    QStringList photos;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (!info.isDir()) {
            photos.append(path);
            continue;
        }
        for (const auto& file : QDir(path).entryInfoList(QDir::Files, QDir::Name))
            if (isPhoto(file))
                photos.append(file.absoluteFilePath());
    }
    return photos;
}

QString UpscaleBatch::resultPath(const QString& photo, int scale)
{
    const QFileInfo info(photo);
    const QString ending =
        kEndings.contains(info.suffix().toLower()) ? info.suffix() : QStringLiteral("png");
    const QString stem =
        QStringLiteral("%1/%2-x%3").arg(info.absolutePath(), info.completeBaseName()).arg(scale);
    QString path = stem + QLatin1Char('.') + ending;
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QStringLiteral("%1-%2.%3").arg(stem).arg(n).arg(ending);
    return path;
}

void UpscaleBatch::add(const QStringList& photos, std::function<ldm::Recipe()> settings,
                       const ldm::SaveOptions& saved)
{
    m_settings = std::move(settings);
    m_saved = saved;
    m_forecast.setSettings(m_settings());
    for (const QString& path : photos) {
        m_entries.append(Entry());
        m_entries.last().path = path;
    }
    measure(photos);
    m_stopping = false;
    Q_EMIT rowsChanged();
    if (!isRunning())
        next();
}

// By their headers, on another thread: there may be thousands.
void UpscaleBatch::measure(const QStringList& photos)
{
    QtConcurrent::run([photos] {
        QHash<QString, double> pixels;
        for (const QString& path : photos) {
            const QSize size = QImageReader(path).size();
            pixels[path] = size.isValid() ? double(size.width()) * size.height() : 0.0;
        }
        return pixels;
    }).then(this, [this](const QHash<QString, double>& pixels) {
        for (auto& entry : m_entries)
            entry.pixels = pixels.value(entry.path, entry.pixels);
        Q_EMIT foreseen();
    });
}

void UpscaleBatch::stop()
{
    m_stopping = true;
    for (int i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].state == State::Waiting) {
            m_entries[i].state = State::Stopped;
            Q_EMIT changed(i);
        }
    if (m_job)
        m_queue.cancel(m_job);
}

void UpscaleBatch::retry()
{
    if (!m_settings)
        return;
    m_stopping = false;
    for (int i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].state == State::Failed || m_entries[i].state == State::Stopped) {
            auto& entry = m_entries[i];
            entry.state = State::Waiting;
            entry.text.clear();
            entry.progress = {};
            Q_EMIT changed(i);
        }
    if (!isRunning())
        next();
}

void UpscaleBatch::clear()
{
    QList<Entry> kept;
    if (isRunning())
        kept.append(m_entries[m_at]);
    m_entries = kept;
    m_at = isRunning() ? 0 : -1;
    Q_EMIT rowsChanged();
}

double UpscaleBatch::secondsLeft() const
{
    double seconds = 0.0;
    for (int i = 0; i < m_entries.size(); ++i) {
        const auto& entry = m_entries[i];
        const bool running = i == m_at;
        if (!running && entry.state != State::Waiting)
            continue;
        const double whole = m_forecast.secondsOf(std::max(0.0, entry.pixels));
        if (entry.pixels < 0.0 || (entry.pixels > 0.0 && whole == 0.0))
            return 0.0;
        seconds += running ? std::max(1.0, whole - secondsSoFar()) : whole;
    }
    return seconds;
}

void UpscaleBatch::next()
{
    const auto waits = std::find_if(m_entries.begin(), m_entries.end(),
                                    [](const Entry& e) { return e.state == State::Waiting; });
    m_job = 0;
    m_at = waits == m_entries.end() ? -1 : int(waits - m_entries.begin());
    if (m_at < 0) {
        const auto count = [this](State state) {
            return int(std::count_if(m_entries.begin(), m_entries.end(),
                                     [state](const Entry& e) { return e.state == state; }));
        };
        Q_EMIT finished(count(State::Done), count(State::Failed));
        return;
    }
    waits->state = State::Running;
    m_timer.start();
    Q_EMIT changed(m_at);
    QtConcurrent::run([path = waits->path]() -> Opened {
        try {
            return {ldm::load_photo(path.toStdString()), {}};
        } catch (const std::exception& e) {
            return {{}, QString::fromUtf8(e.what())};
        }
    }).then(this, [this](const Opened& file) { opened(file); });
}

void UpscaleBatch::opened(const Opened& file)
{
    if (!file.problem.isEmpty()) {
        end(State::Failed, file.problem);
        return;
    }
    if (m_stopping) {
        end(State::Stopped, {});
        return;
    }
    auto recipe = m_settings();
    recipe.task = ldm::TaskKind::Upscale;
    recipe.image = std::make_shared<const ldm::Image>(file.photo.image);
    recipe.width = file.photo.image.width;
    recipe.height = file.photo.image.height;
    m_origin = file.photo.origin;
    m_scale = recipe.scale;
    m_entries[m_at].pixels = double(recipe.width) * recipe.height;
    m_forecast.setSettings(recipe);
    m_job = m_queue.enqueue(recipe);
}

bool UpscaleBatch::take(int job, const StepUpdate& update)
{
    if (job != m_job || !isRunning())
        return false;
    auto& entry = m_entries[m_at];
    entry.progress = update;
    entry.progress.preview = {};
    // The steps of ×8 are counted twice over: its first pass tells nothing of the second.
    const bool sampling = !update.loading && !update.preparing && !update.decoding;
    if (sampling && (update.step > 0 || update.secondsLeft > 0.0) && m_scale != 8)
        m_forecast.foresee(secondsSoFar() + update.secondsLeft, entry.pixels);
    Q_EMIT changed(m_at);
    return true;
}

bool UpscaleBatch::take(int job, const Outcome& outcome)
{
    if (job != m_job || !isRunning())
        return false;
    if (const auto* done = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome))
        save(*done);
    else if (const auto* failure = std::get_if<Failure>(&outcome))
        end(State::Failed, failure->sentence);
    else
        end(State::Stopped, {});
    return true;
}

void UpscaleBatch::save(std::shared_ptr<const ldm::Picture> picture)
{
    m_job = 0;
    m_entries[m_at].state = State::Saving;
    Q_EMIT changed(m_at);
    const QString path = resultPath(m_entries[m_at].path, m_scale);
    auto options = m_saved;
    options.origin = m_origin;
    QtConcurrent::run([picture = std::move(picture), path, options]() -> QString {
        try {
            ldm::save_picture(*picture, path.toStdString(), options);
            return {};
        } catch (const std::exception& e) {
            return QString::fromUtf8(e.what());
        }
    }).then(this, [this, path](const QString& problem) {
        end(problem.isEmpty() ? State::Done : State::Failed, problem.isEmpty() ? path : problem);
    });
}

void UpscaleBatch::end(State state, const QString& text)
{
    if (state == State::Done)
        m_forecast.learn(secondsSoFar(), m_entries[m_at].pixels);
    m_entries[m_at].state = state;
    m_entries[m_at].text = text;
    m_origin.reset();
    Q_EMIT changed(m_at);
    next();
}

}  // namespace sfumato
