// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "job/image_conversion.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QStatusBar>
#include <QVBoxLayout>

namespace sfumato {

MainWindow::MainWindow(std::unique_ptr<Generator> generator, PluginLoader& plugins,
                       QSettings& settings)
    : m_settings(settings),
      m_queue(std::move(generator)),
      m_canvas(new CanvasView),
      m_messages(new MessageBar),
      m_picture(new PicturePanel),
      m_history(new HistoryStrip),
      m_toolActions(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    m_tools.setDocument(&m_document);
    m_canvas->setDocument(&m_document);
    m_history->setDocument(&m_document);
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_canvas, 1);
    setCentralWidget(middle);

    loadMode(plugins);
    buildDocks();
    buildMenus();
    buildToolBars();
    buildStatusBar();
    connectParts();
    connectJobs();
    resize(1280, 760);
    m_defaultLayout = saveState();
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(m_settings.value(QStringLiteral("window/layout")).toByteArray());
    updateTitle();
    setRunning(false);
    m_queue.requestModels();
}

MainWindow::~MainWindow()
{
    // Nothing may call on the window's parts while they go, one after the other.
    m_canvas->setTool(nullptr);
    m_document.undoStack().disconnect();
    m_document.disconnect();
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

std::shared_ptr<const ldm::LabelMap> MainWindow::map() const
{
    return std::make_shared<const ldm::LabelMap>(toLabelMap(m_document.map()));
}

void MainWindow::loadMode(PluginLoader& plugins)
{
    for (const auto& record : plugins.records()) {
        if (record.plugin && !m_mode) {
            m_mode = record.plugin->createMode(*this);
            m_toolList = m_mode->createTools();
        } else if (!record.plugin) {
            m_messages->show(
                tr("The plugin %1 cannot be used. %2").arg(record.file, record.problem));
        }
    }
    if (!m_mode)
        m_messages->show(
            tr("No creative mode is installed: the program's plugin folder is empty."));
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
    if (m_mode)
        dock(m_mode->panelTitle(), QStringLiteral("labelsDock"), m_mode->createPanel(this),
             Qt::RightDockWidgetArea);
    auto* picture =
        dock(tr("Picture"), QStringLiteral("pictureDock"), m_picture, Qt::RightDockWidgetArea);
    picture->setMinimumWidth(260);
    auto* history =
        dock(tr("History"), QStringLiteral("historyDock"), m_history, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({picture}, {280}, Qt::Horizontal);
    resizeDocks({history}, {118}, Qt::Vertical);
}

void MainWindow::connectParts()
{
    connect(&m_queue, &JobQueue::modelsListed, this, &MainWindow::modelsListed);
    connect(m_picture, &PicturePanel::modelChanged, this, &MainWindow::modelChanged);
    connect(m_picture, &PicturePanel::changed, this, &MainWindow::updateForecast);
    connect(m_picture, &PicturePanel::sizeEdited, this, &MainWindow::updateForecast);
    connect(m_canvas, &CanvasView::filesDropped, this, [this](const QList<QUrl>& urls) {
        if (!urls.isEmpty())
            openFile(urls.first().toLocalFile());
    });
    connect(m_canvas, &CanvasView::zoomChanged, this,
            [this](double zoom) { m_zoomText->setText(tr("%1 %").arg(qRound(zoom * 100))); });
    connect(m_canvas, &CanvasView::brushSizeStep, this,
            [this](int step) { step > 0 ? m_tools.enlargeBrush() : m_tools.shrinkBrush(); });
    connect(m_canvas, &CanvasView::pointerMoved, this, [this](QPointF, int label) {
        const auto& names = m_document.palette();
        m_labelText->setText(label >= 0 && label < names.size() ? names[label].name : QString());
    });
    connect(&m_tools, &ToolContext::brushSizeChanged, m_canvas, QOverload<>::of(&QWidget::update));
    connect(&m_document, &Document::sizeChanged, this, [this](QSize size) {
        m_sizeText->setText(QStringLiteral("%1×%2").arg(size.width()).arg(size.height()));
    });
    connect(&m_document, &Document::filePathChanged, this, &MainWindow::updateTitle);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(m_history, &HistoryStrip::chosen, this, &MainWindow::showPicture);
    connect(m_history, &HistoryStrip::seedWanted, m_picture, &PicturePanel::setSeed);
    connect(m_history, &HistoryStrip::saveWanted, this, &MainWindow::save);
    connect(m_history, &HistoryStrip::recipeWanted, this, [this](Document::PicturePtr picture) {
        useRecipe(picture->recipe, toQImage(picture->image));
    });
}

void MainWindow::modelsListed(const std::vector<ldm::ModelInfo>& models,
                              const std::vector<ldm::DeviceInfo>& devices)
{
    if (!devices.empty())
        m_deviceText->setText(tr("%1, %n thread(s)", nullptr, devices.front().threads)
                                  .arg(QString::fromStdString(devices.front().name).simplified()));
    if (m_mode)
        m_picture->setModels(models, m_mode->task());
    if (!m_picture->model())
        m_messages->show(
            tr("Painting needs a model of semantic maps; none is installed. Put one "
               "into the models folder."));
    else
        m_queue.warmUp(m_picture->model()->id, m_picture->recipe().dtype);
    Q_EMIT modelsReady();
}

void MainWindow::modelChanged()
{
    const auto* model = m_picture->model();
    if (!model)
        return;
    m_labels = model->labels;
    LabelPalette palette;
    for (const auto& label : model->labels)
        palette.append(
            {QString::fromStdString(label.name), QColor(label.rgb[0], label.rgb[1], label.rgb[2])});
    m_document.setPalette(palette);
    updateForecast();
}

void MainWindow::activate(Tool* tool)
{
    m_canvas->setTool(tool);
    statusBar()->showMessage(tool->status(), 6000);
}

void MainWindow::updateTitle()
{
    const QString name = m_document.filePath().isEmpty()
                             ? tr("Untitled")
                             : QFileInfo(m_document.filePath()).fileName();
    const QString star = m_document.undoStack().isClean() ? QString() : QStringLiteral("• ");
    setWindowTitle(star + name + m_progressText + QStringLiteral(" – Sfumato"));
}

void MainWindow::updateForecast()
{
    const auto recipe = m_picture->recipe();
    m_picture->setForecast(m_secondsPerStepPixel * recipe.steps * recipe.width * recipe.height);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const QString problem = keepSession();
    if (!problem.isEmpty() &&
        QMessageBox::warning(this, tr("Close Sfumato?"),
                             tr("What is not saved would be lost. %1").arg(problem),
                             QMessageBox::Close | QMessageBox::Cancel) == QMessageBox::Cancel) {
        event->ignore();
        return;
    }
    m_queue.cancelAll();
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/layout"), saveState());
    event->accept();
}

}  // namespace sfumato
