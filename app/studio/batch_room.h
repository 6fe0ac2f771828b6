// SPDX-License-Identifier: MIT
#pragma once

#include "job/upscale_batch.h"
#include "panel/message_bar.h"

#include <QObject>

class QDockWidget;
class QMainWindow;
class QMenu;
class QSettings;

namespace sfumato {

/// Enlarging many photos in the window: its panel, its commands, its words.
class BatchRoom : public QObject {
    Q_OBJECT

public:
    /// What the batch needs of the mode that enlarges.
    struct Mode {
        std::function<QString()> obstacle;      ///< why it cannot be done now; empty if it can
        std::function<ldm::Recipe()> settings;  ///< model, steps, scale …
    };

    BatchRoom(JobQueue& queue, MessageBar& messages, QSettings& settings, QMainWindow* window);

    void setMode(Mode mode) { m_mode = std::move(mode); }
    void setSpeeds(const SpeedTable& speeds) { m_batch.setSpeeds(&speeds); }
    void addCommands(QMenu* menu);

    /// Photos and folders.
    void add(const QStringList& paths);

    UpscaleBatch& batch() { return m_batch; }

Q_SIGNALS:
    void resultWanted(const QString& path);

private:
    void choosePhotos();
    void chooseFolder();

    MessageBar& m_messages;
    QSettings& m_settings;
    QMainWindow* m_window;
    UpscaleBatch m_batch;
    QDockWidget* m_dock;
    Mode m_mode;
};

}  // namespace sfumato
