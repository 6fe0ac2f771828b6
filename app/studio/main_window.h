// SPDX-License-Identifier: MIT
#pragma once

#include "batch_room.h"
#include "canvas/canvas_view.h"
#include "file_store.h"
#include "job/job_queue.h"
#include "live/live_mode.h"
#include "loupe.h"
#include "panel/history_strip.h"
#include "panel/message_bar.h"
#include "picture_export.h"
#include "plugin_loader.h"
#include "sessions.h"
#include "theme/theme.h"
#include "tool/pointer_memory.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMainWindow>
#include <QPointer>
#include <QSettings>
#include <QUndoGroup>

class QActionGroup;
class QDockWidget;
class QLabel;
class QSlider;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace sfumato {

class DocumentCommands;
class DocumentTabs;
class HelpControl;
class Language;
class LayersPanel;
class ModelWatch;
class PreferencesControl;
class Rooms;

/// The window: places canvas, panels and actions, and carries what happens in one to the others.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param language  that texts are in, if it can be changed; outlives the window
    MainWindow(std::unique_ptr<Generator> generator, PluginLoader& plugins, QSettings& settings,
               Language* language = nullptr);
    ~MainWindow() override;

    DocumentCommands& documents() { return *m_documents; }
    Sessions& sessions() { return m_sessions; }  ///< the open documents, one of them shown

    /// The mode in use. There is always one: without plugins an empty one that makes nothing.
    Workspace& workspace() { return *m_current; }
    Document& document() { return m_current->document(); }
    PicturePanel& picturePanel() { return *m_current->picturePanel(); }

    /// Changes the mode. @return false if there is none of that id
    bool setMode(const QString& id);

    /// The shown document's, one a mode.
    const auto& workspaces() const { return m_sessions.current().workspaces(); }

    PreferencesControl& preferences() { return *m_preferences; }
    HelpControl& help() { return *m_help; }

    /// What was put together of texts in another language is put together again.
    void languageChanged();

    /// Is it one of the tool bar's, which change with the mode?
    bool isTool(const QAction& action) const;

    /// The device that pictures are computed on, in words.
    QString deviceText() const;

    JobQueue& queue() { return m_queue; }
    CanvasView& canvas() { return *m_canvas; }
    MessageBar& messages() { return *m_messages; }

    /// Opens a picture made with Sfumato in the mode that made it, else what the mode in use works
    /// on: a map (asks about unknown colours) or a photo. In a document of its own, unless there is
    /// nothing yet in the one shown.
    void openFile(const QString& path);

    /// Opens what is there to be tried out; what is opened next takes its place.
    void openExample(const QString& path);

    /// Writes the shown picture with its recipe. @return true if it was saved
    bool savePicture(const QString& path);

    /// @param first  before all that wait
    void generate(bool first = false);

    /// Makes a recipe's picture in the mode in use.
    void run(const ldm::Recipe& recipe, bool first = false);
    Workspace* ownerOf(int job) const;  ///< whose picture a job makes; null if it makes none
    Rooms& rooms() { return *m_rooms; }
    LiveMode& live() { return *m_live; }

    /// Where the artist's own models are, and the descriptions of the published ones.
    void setModelFolder(const QString& own, const QString& zoo);

    /// Looks into checkpoints and copies them to the artist's own models.
    void addModels(const QStringList& paths);

    /// Writes everything that the document shown holds. @return true if it was saved
    bool saveProject(const QString& path);

    /// Closes a document; asks what becomes of unsaved work. @return false if it stays open
    bool closeDocument(Session& session);

    /// Where unsaved work of all documents is kept for the next start, a copy every few seconds;
    /// nothing is kept without a folder. @param interval  ms from a change to its copy
    void setSessionFolder(const QString& folder, int interval = Autosave::kInterval);

    /// Brings back what was not saved when the program ended. @return false if nothing was
    bool restoreSession();

Q_SIGNALS:
    void fileOpened(const QString& path);
    void modelsReady();

    /// Files dropped as new layers, or onto the models.
    void layersDropped(const QStringList& paths);
    void modelsDropped(const QStringList& paths);

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    friend class DocumentCommands;
    // main_window_actions.cpp
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildModeMenu();
    void nameModes();
    void buildViewMenu();
    void buildGenerateMenu();
    void buildToolBars();
    void buildOptionsBar();
    void buildStatusBar();
    QList<QAction*> commands() const;
    QAction* addAction(QMenu* menu, const QString& text, const QString& icon,
                       const QKeySequence& shortcut, std::function<void()> run);

    // main_window.cpp
    void buildDocks();
    void loadModes(const PluginLoader& plugins);
    void connectParts();
    void nameUses();
    void modelsListed(const std::vector<ldm::ModelInfo>& models,
                      const std::vector<ldm::DeviceInfo>& devices);
    void enter(Workspace* workspace);
    void showTools();
    void activate(Tool* tool);
    void checkModels();
    void updateTitle();

    // main_window_jobs.cpp
    void connectJobs();
    void jobStepped(int job, const StepUpdate& update);
    void jobFinished(int job, const Outcome& outcome);
    void setRunning(bool running);
    void takePicture(Workspace& workspace, const Document::PicturePtr& made);
    void showProgress(const Workspace* workspace, double progress);
    void showPicture(Document::PicturePtr picture);

    // main_window_live.cpp
    void buildLive(QMenu* menu);
    void connectLive(Workspace& workspace);
    void liveMade(Document::PicturePtr picture, bool settled, const QRect& part);
    void setLive(bool on);

    // main_window_layers.cpp
    void buildLayers();
    void buildLayerMenu();
    void buildColourButton();
    void showPaintOptions();
    void chooseColour();
    void keepAsLayer(Document::PicturePtr picture);
    void chooseLayerFiles();
    void addLayerFiles(const QStringList& paths);
    void addLayerImage(Workspace& workspace, const QImage& image, const QString& name);
    void pasteLayer();
    Document::PicturePtr shownPicture();

    // main_window_canvas.cpp
    void connectCanvas();
    void buildCanvasMenu(QMenu* view);
    void buildBrushMenu(QMenu* edit);
    void takeTool(const QString& id);
    void keyReleased(int key, int held, bool painted);
    void setCanvasOnly(bool only);
    void dropped(DropZone zone, const QList<QUrl>& urls);
    void useMask(const QString& path);

    // main_window_files.cpp
    void clearInput();
    void open();
    void opened(const QString& path, const OpenedFile& file);
    QString palettes() const;
    void askForLabels(const QString& path, const ldm::ColourMap& colours);
    void useMap(const QImage& map, const QString& path);
    void useRecipe(Workspace& workspace, const ldm::Recipe& recipe, const QImage& picture);
    void usePicture(Document::PicturePtr picture, const QString& mode);
    void save(Document::PicturePtr picture);
    void saveMap();

    // main_window_errors.cpp
    void sayObstacle();
    void sayOneLabel();
    void sayFailure(const Failure& failure, const std::string& id);

    // main_window_readings.cpp
    void buildReadings(QMenu* menu);
    Workspace* otherReading(const QString& id, QSize size);
    void readMapAsBoxes();
    void readBoxesAsMap();
    void buildEnlarging(QMenu* menu);

    // main_window_models.cpp
    void buildModels(QMenu* window);
    void showModels();
    std::vector<ldm::ModelInfo> published() const;

    // main_window_documents.cpp
    void connectDocuments();
    void roomFor(const Workspace* workspace, bool alone = false);

    // main_window_project.cpp
    void useProject(const ProjectState& state, const QString& path);
    bool askForProject();
    void sayMissing(const QStringList& modes);
    void buildProjectMenu(QMenu* file);
    void buildRecentMenu(QMenu* file);
    void remember(const QString& path);

    QSettings& m_settings;
    JobQueue m_queue;
    ModelWatch* m_watch;
    Sessions m_sessions;
    Workspace* m_current = nullptr;          ///< of the document shown
    QHash<int, QPointer<Workspace>> m_jobs;  ///< whose job it is
    QUndoGroup m_undo;
    PreferencesControl* m_preferences;
    HelpControl* m_help;
    LiveMode* m_live;

    DocumentTabs* m_tabs;
    DocumentCommands* m_documents;
    CanvasView* m_canvas;
    MessageBar* m_messages;
    PictureExport* m_export;
    BatchRoom* m_batch;
    Loupe* m_loupe;
    HistoryStrip* m_history;
    Rooms* m_rooms;
    LayersPanel* m_layers = nullptr;
    QToolButton* m_colour = nullptr;
    QAction* m_colourAction = nullptr;  ///< shows the button in the tool bar
    QDockWidget* m_panelDock = nullptr;
    QStackedWidget* m_panels;
    QStackedWidget* m_pictures;
    QActionGroup* m_toolActions;
    QActionGroup* m_modeActions;
    QToolBar* m_toolBar = nullptr;
    QMenu* m_editMenu = nullptr;
    QAction* m_generateAction = nullptr;
    QAction* m_liveAction = nullptr;
    QAction* m_pauseAction = nullptr;
    QAction* m_stopAction = nullptr;
    QAction* m_saveAction = nullptr;
    QAction* m_clearAction = nullptr;
    QAction* m_saveMapAction = nullptr;
    QList<QAction*> m_brushParts;  ///< of the tool bar, for modes with a brush
    QList<QAction*> m_viewParts;   ///< for modes that have an input to look at
    QSlider* m_opacity = nullptr;
    QLabel* m_sizeText = nullptr;
    QLabel* m_zoomText = nullptr;
    QLabel* m_labelText = nullptr;
    QLabel* m_deviceText = nullptr;
    QLabel* m_runText = nullptr;
    QByteArray m_defaultLayout;
    PointerMemory m_pointers;
    QString m_toolBefore;  ///< to go back to when a tool's key was only held
    QElapsedTimer m_toolTaken;
    QList<QWidget*> m_hidden;  ///< while there is only the canvas
    QString m_progressText;
    std::vector<ldm::ModelInfo> m_models;
    QString m_modelFolder, m_zoo;
    QString m_example;  ///< the file that is there to be tried out
};

}  // namespace sfumato
