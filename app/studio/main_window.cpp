// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "document_commands.h"
#include "document_tabs.h"
#include "help_control.h"
#include "job/image_conversion.h"
#include "keyboard_reach.h"
#include "model_watch.h"
#include "panel/layers_panel.h"
#include "panel/queue_panel.h"
#include "preferences_control.h"
#include "rooms.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace sfumato {

namespace {

// Scrolls a panel that small screens have no room for: up and down, never sideways.
class PanelArea final : public QScrollArea {
public:
    explicit PanelArea(QWidget* panel)
    {
        setWidget(panel);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }

    QSize minimumSizeHint() const override
    {
        constexpr int kLeastHeight = 80;
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
                kLeastHeight};
    }

    QSize sizeHint() const override { return widget()->sizeHint().expandedTo(minimumSizeHint()); }

protected:
    // A row that a model shows makes the panel wider: the dock is to follow.
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (object == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(object, event);
    }
};

}  // namespace

MainWindow::MainWindow(std::unique_ptr<Generator> generator, PluginLoader& plugins,
                       QSettings& settings, Language* language)
    : m_settings(settings),
      m_queue(std::move(generator)),
      m_watch(new ModelWatch(
          settings, [this] { return m_preferences->machine(); }, this)),
      m_sessions(plugins),
      m_preferences(new PreferencesControl(*this, settings, language)),
      m_help(new HelpControl(*this, settings, language)),
      m_live(new LiveMode(m_queue, this)),
      m_tabs(new DocumentTabs(m_sessions)),
      m_documents(new DocumentCommands(*this)),
      m_canvas(new CanvasView),
      m_messages(new MessageBar),
      m_export(new PictureExport(settings, *m_messages, this)),
      m_batch(new BatchRoom(m_queue, *m_messages, settings, this)),
      m_loupe(new Loupe(m_queue, *m_canvas, this)),
      m_history(new HistoryStrip),
      m_rooms(new Rooms(*this, *m_history)),
      m_panels(new QStackedWidget),
      m_pictures(new QStackedWidget),
      m_toolActions(new QActionGroup(this)),
      m_modeActions(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_messages);
    layout->addWidget(m_canvas, 1);
    m_rooms->place(layout);
    setCentralWidget(middle);

    loadModes(plugins);
    buildDocks();
    buildMenus();
    buildToolBars();
    buildStatusBar();
    connectParts();
    connectJobs();
    m_rooms->connectParts();
    connectDocuments();
    enter(&m_sessions.current().current());
    resize(1280, 760);
    m_defaultLayout = saveState();
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(m_settings.value(QStringLiteral("window/layout")).toByteArray());
    new KeyboardReach(*this);
    m_canvas->setFocus();
    m_preferences->start();
    setRunning(false);
    m_queue.requestModels();
}

MainWindow::~MainWindow()
{
    // Nothing may call on the window's parts while they go, one after the other.
    m_canvas->setTool(nullptr);
    m_undo.disconnect();
    delete m_rooms;
    m_sessions.clear();
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::loadModes(const PluginLoader& plugins)
{
    for (const auto& record : plugins.records())
        if (!record.plugin)
            m_messages->show(
                tr("The plugin %1 cannot be used. %2").arg(record.file, record.problem));
    auto& first = *m_sessions.current().workspaces().front();
    if (first.id() == QStringLiteral("none"))
        m_messages->show(first.mode().obstacle());
    m_sessions.forEachWorkspace([this](Workspace& w) {
        m_panels->addWidget(w.panel());
        m_pictures->addWidget(w.picturePanel());
        m_undo.addStack(&w.document().undoStack());
        w.useSpeeds(m_watch->speeds());
    });
}

void MainWindow::buildDocks()
{
    const auto dock = [this](const QString& title, const QString& name, QWidget* widget,
                             Qt::DockWidgetArea area) {
        auto* d = new QDockWidget(title, this);
        d->setObjectName(name);
        d->setWidget(widget);
        addDockWidget(area, d);
        return d;
    };
    m_panelDock =
        dock(tr("Input"), QStringLiteral("labelsDock"), m_panels, Qt::RightDockWidgetArea);
    auto* picture = dock(tr("Picture"), QStringLiteral("pictureDock"), new PanelArea(m_pictures),
                         Qt::RightDockWidgetArea);
    picture->setMinimumWidth(260);
    auto* history =
        dock(tr("History"), QStringLiteral("historyDock"), m_history, Qt::BottomDockWidgetArea);
    auto* queue = dock(tr("Queue"), QStringLiteral("queueDock"), new QueuePanel(m_queue),
                       Qt::BottomDockWidgetArea);
    tabifyDockWidget(history, queue);
    tabifyDockWidget(history, findChild<QDockWidget*>(QStringLiteral("batchDock")));
    tabifyDockWidget(m_panelDock, dock(tr("X-ray"), QStringLiteral("xrayDock"), m_rooms->xray(),
                                       Qt::RightDockWidgetArea));
    m_panelDock->raise();
    history->raise();
    buildLayers();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({picture}, {280}, Qt::Horizontal);
    resizeDocks({m_panelDock, picture, findChild<QDockWidget*>(QStringLiteral("layersDock"))},
                {190, 240, 290}, Qt::Vertical);
    resizeDocks({history}, {118}, Qt::Vertical);
}

void MainWindow::connectParts()
{
    connect(&m_queue, &JobQueue::modelsListed, this, &MainWindow::modelsListed);
    connectCanvas();
    connect(m_canvas, &CanvasView::zoomChanged, this,
            [this](double zoom) { m_zoomText->setText(tr("%1 %").arg(qRound(zoom * 100))); });
    connect(m_canvas, &CanvasView::brushSizeStep, this, [this](int step) {
        auto& tools = m_current->tools();
        step > 0 ? tools.enlargeBrush() : tools.shrinkBrush();
    });
    connect(m_canvas, &CanvasView::pointerMoved, this, [this](QPointF, int label) {
        const auto& names = document().palette();
        const bool named = document().inputKind() == InputKind::Map;
        m_labelText->setText(named && label >= 0 && label < names.size() ? names[label].name
                                                                         : QString());
    });
    m_sessions.forEachWorkspace([this](Workspace& w) {
        if (!m_models.empty())
            w.setModels(m_models);
        connectLive(w);
        connect(&w.tools(), &ToolContext::brushSizeChanged, m_canvas,
                QOverload<>::of(&QWidget::update));
        connect(&w.document(), &Document::sizeChanged, this, [this, d = &w.document()] {
            if (d == &document())
                m_sizeText->setText(
                    QStringLiteral("%1×%2").arg(d->size().width()).arg(d->size().height()));
        });
    });
    connect(m_history, &HistoryStrip::chosen, this, &MainWindow::showPicture);
    connect(m_history, &HistoryStrip::seedWanted, this,
            [this](quint64 seed) { picturePanel().setSeed(seed); });
    connect(m_history, &HistoryStrip::saveWanted, this, &MainWindow::save);
    connect(m_history, &HistoryStrip::recipeWanted, this, [this](Document::PicturePtr picture) {
        useRecipe(*m_current, picture->recipe, toQImage(picture->image));
    });
    connect(m_history, &HistoryStrip::useWanted, this, &MainWindow::usePicture);
    connect(m_watch, &ModelWatch::isAnother, this, [this](const QString& title) {
        m_messages->show(tr("This picture was made with another version of the model “%1” than is "
                            "installed; made again it may look different.")
                             .arg(title));
    });
    nameUses();
}

void MainWindow::nameUses()
{
    QList<std::pair<QString, QString>> uses;
    for (const auto& w : m_sessions.current().workspaces())
        if (w->mode().input() == InputKind::Photo || w->mode().input() == InputKind::Hole)
            uses.append({w->id(), tr("Use in “%1”").arg(w->mode().title())});
    m_history->setUses(uses);
}

void MainWindow::modelsListed(const std::vector<ldm::ModelInfo>& models,
                              const std::vector<ldm::DeviceInfo>& devices)
{
    if (!devices.empty())
        m_deviceText->setText(tr("%1, %n thread(s)", nullptr, devices.front().threads)
                                  .arg(QString::fromStdString(devices.front().name).simplified()));
    m_models = models;
    m_watch->setModels(models);
    for (auto* w : m_sessions.workspaces())
        w->setModels(models);
    checkModels();
    Q_EMIT modelsReady();
}

// Gets the mode's model ready, or says that there is none.
void MainWindow::checkModels()
{
    if (const auto* model = picturePanel().model())
        m_queue.warmUp(model->id, picturePanel().recipe().dtype);
    else
        sayObstacle();
}

bool MainWindow::setMode(const QString& id)
{
    auto* workspace = m_sessions.current().workspaceOf(id);
    if (workspace && workspace != m_current) {
        m_messages->hide();
        enter(workspace);
        checkModels();
    }
    return workspace != nullptr;
}

void MainWindow::enter(Workspace* workspace)
{
    setLive(false);
    if (m_current)
        m_current->setView(m_canvas->place());
    m_current = workspace;
    auto& document = workspace->document();
    m_sessions.current().setCurrent(*workspace);
    m_liveAction->setEnabled(document.inputKind() == InputKind::Map);
    m_canvas->setTool(nullptr);
    m_canvas->setDocument(&document);
    if (workspace->view())
        m_canvas->setPlace(*workspace->view());
    m_canvas->setFeather(workspace->tools().feather());
    m_history->setDocument(&document);
    m_rooms->enter(*workspace);
    m_undo.setActiveStack(&document.undoStack());
    m_panels->setCurrentWidget(workspace->panel());
    m_pictures->setCurrentWidget(workspace->picturePanel());
    m_panelDock->setWindowTitle(workspace->mode().panelTitle());
    for (auto* action : m_modeActions->actions())
        action->setChecked(action->data().toString() == workspace->id());
    const auto kind = document.inputKind();
    m_clearAction->setEnabled(kind != InputKind::Nothing);
    m_saveMapAction->setEnabled(kind == InputKind::Map || kind == InputKind::Hole);
    for (auto* part : m_brushParts)
        part->setVisible(kind == InputKind::Map || kind == InputKind::Hole);
    for (auto* part : m_viewParts)
        part->setVisible(kind != InputKind::Nothing);
    m_labelText->clear();
    statusBar()->clearMessage();
    m_sizeText->setText(
        QStringLiteral("%1×%2").arg(document.size().width()).arg(document.size().height()));
    showTools();
    m_layers->setDocument(&document);
    showPaintOptions();
    setRunning(m_queue.isRunning());
    updateTitle();
}

void MainWindow::activate(Tool* tool)
{
    if (m_current->tool() && m_current->tool() != tool) {
        m_toolBefore = m_current->tool()->id();
        m_toolTaken.start();
    }
    m_pointers.use(tool->id());
    m_current->setTool(tool);
    m_canvas->setTool(tool);
    showPaintOptions();
    statusBar()->showMessage(tool->status(), 6000);
}

void MainWindow::updateTitle()
{
    if (!m_current)
        return;
    const auto& session = m_sessions.current();
    const QString star = session.isModified() ? QStringLiteral("• ") : QString();
    setWindowTitle(star + session.name() + m_progressText + QStringLiteral(" – Sfumato"));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setValue(QStringLiteral("window/mode"), m_current->id());
    const QString problem = m_sessions.keep();
    if (!problem.isEmpty() &&
        QMessageBox::warning(this, tr("Close Sfumato?"),
                             tr("What is not saved would be lost. %1").arg(problem),
                             QMessageBox::Close | QMessageBox::Cancel) == QMessageBox::Cancel) {
        event->ignore();
        return;
    }
    m_queue.cancelAll();
    setCanvasOnly(false);
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/layout"), saveState());
    event->accept();
}

}  // namespace sfumato
