// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/canvas_view.h"
#include "document/document.h"
#include "file_store.h"
#include "job/job_queue.h"
#include "mode/creative_mode.h"
#include "panel/history_strip.h"
#include "panel/message_bar.h"
#include "panel/picture_panel.h"
#include "plugin_loader.h"
#include "theme/theme.h"
#include "tool/tool.h"
#include "tool/tool_context.h"

#include <QMainWindow>
#include <QSettings>

class QActionGroup;
class QLabel;
class QSlider;

namespace sfumato {

/// The window: places canvas, panels and actions, and carries what happens in one to the others.
class MainWindow : public QMainWindow, private ModeContext {
    Q_OBJECT

public:
    MainWindow(std::unique_ptr<Generator> generator, PluginLoader& plugins, QSettings& settings);
    ~MainWindow() override;

    Document& document() { return m_document; }
    JobQueue& queue() { return m_queue; }
    CanvasView& canvas() { return *m_canvas; }
    PicturePanel& picturePanel() { return *m_picture; }
    MessageBar& messages() { return *m_messages; }

    /// Opens a map, or a picture made with Sfumato. Asks about unknown colours.
    void openFile(const QString& path);

    /// Writes the shown picture with its recipe. @return true if it was saved
    bool savePicture(const QString& path);

    void generate();

    /// Where unsaved work waits for the next start; nothing is kept without a folder.
    void setSessionFolder(const QString& folder) { m_sessionFolder = folder; }

    /// Brings back what was not saved when the window was last closed. @return false if nothing was
    bool restoreSession();

Q_SIGNALS:
    void fileOpened(const QString& path);
    void modelsReady();

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    // ModeContext
    ToolContext& toolContext() override { return m_tools; }
    LabelPalette palette() const override { return m_document.palette(); }
    std::shared_ptr<const ldm::LabelMap> map() const override;
    ldm::Recipe pictureSettings() const override { return m_picture->recipe(); }

    // main_window_actions.cpp
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildGenerateMenu();
    void buildToolBars();
    void buildStatusBar();
    QAction* addAction(QMenu* menu, const QString& text, const QString& icon,
                       const QKeySequence& shortcut, std::function<void()> run);

    // main_window.cpp
    void buildDocks();
    void loadMode(PluginLoader& plugins);
    void connectParts();
    void modelsListed(const std::vector<ldm::ModelInfo>& models,
                      const std::vector<ldm::DeviceInfo>& devices);
    void modelChanged();
    void activate(Tool* tool);
    void updateTitle();
    void updateForecast();

    // main_window_jobs.cpp
    void connectJobs();
    void jobStepped(const StepUpdate& update);
    void jobFinished(const Outcome& outcome);
    void setRunning(bool running);
    void showPicture(Document::PicturePtr picture);

    // main_window_files.cpp
    void newMap();
    void open();
    void opened(const QString& path, const OpenedFile& file);
    void useMap(const QImage& map, const QString& path);
    void useRecipe(const ldm::Recipe& recipe, const QImage& picture);
    void save(Document::PicturePtr picture);
    void saveMap();
    QString keepSession();
    QString suggestedName(const ldm::Recipe& recipe) const;

    QSettings& m_settings;
    Document m_document;
    ToolContext m_tools;
    JobQueue m_queue;
    std::unique_ptr<CreativeMode> m_mode;
    std::vector<std::unique_ptr<Tool>> m_toolList;
    std::vector<ldm::LabelInfo> m_labels;

    CanvasView* m_canvas;
    MessageBar* m_messages;
    PicturePanel* m_picture;
    HistoryStrip* m_history;
    QActionGroup* m_toolActions;
    QAction* m_generateAction = nullptr;
    QAction* m_pauseAction = nullptr;
    QAction* m_stopAction = nullptr;
    QAction* m_saveAction = nullptr;
    QSlider* m_opacity = nullptr;
    QLabel* m_sizeText = nullptr;
    QLabel* m_zoomText = nullptr;
    QLabel* m_labelText = nullptr;
    QLabel* m_deviceText = nullptr;
    QLabel* m_runText = nullptr;
    QByteArray m_defaultLayout;
    double m_secondsPerStepPixel = 0.0;  ///< of the last run, for the forecast
    QString m_progressText;
    QString m_sessionFolder;
};

}  // namespace sfumato
