// SPDX-License-Identifier: MIT
#include "main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSlider>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace sfumato {

// Menus, tool bars, status bar and keys of the window.

QAction* MainWindow::addAction(QMenu* menu, const QString& text, const QString& icon,
                               const QKeySequence& shortcut, std::function<void()> run)
{
    auto* action = menu->addAction(text, this, std::move(run));
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(shortcut);
    return action;
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildGenerateMenu();
    auto* window = menuBar()->addMenu(tr("&Window"));
    for (auto* dock : findChildren<QDockWidget*>())
        window->addAction(dock->toggleViewAction());
    window->addSeparator();
    addAction(window, tr("Reset layout"), {}, {}, [this] { restoreState(m_defaultLayout); });
    auto* help = menuBar()->addMenu(tr("&Help"));
    addAction(help, tr("About Sfumato"), {}, {}, [this] {
        QMessageBox::about(this, tr("About Sfumato"),
                           tr("<b>Sfumato</b> %1<p>Paint a rough map and watch a picture form out "
                              "of noise. Latent diffusion models after Rombach et al., 2022.<p>"
                              "Program: MIT licence. Starter models: GPL-3.0-or-later.")
                               .arg(QApplication::applicationVersion()));
    });
}

void MainWindow::buildFileMenu()
{
    auto* file = menuBar()->addMenu(tr("&File"));
    addAction(file, tr("New map"), {}, QKeySequence::New, [this] { newMap(); });
    addAction(file, tr("Open…"), QStringLiteral("open"), QKeySequence::Open, [this] { open(); });
    file->addSeparator();
    m_saveAction = addAction(file, tr("Save picture…"), QStringLiteral("save"), QKeySequence::Save,
                             [this] { save(m_document.picture()); });
    addAction(file, tr("Save map…"), {}, QKeySequence::SaveAs, [this] { saveMap(); });
    file->addSeparator();
    addAction(file, tr("Quit"), {}, QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildEditMenu()
{
    auto* edit = menuBar()->addMenu(tr("&Edit"));
    auto* undo = m_document.undoStack().createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setIcon(themedIcon(QStringLiteral("undo")));
    auto* redo = m_document.undoStack().createRedoAction(this, tr("Redo"));
    redo->setShortcut(QKeySequence::Redo);
    redo->setIcon(themedIcon(QStringLiteral("redo")));
    edit->addActions({undo, redo});
    edit->addSeparator();
    for (const auto& tool : m_toolList) {
        auto* action = edit->addAction(themedIcon(tool->id()), tool->text());
        action->setCheckable(true);
        action->setShortcut(tool->shortcut());
        action->setToolTip(tr("%1 (%2)").arg(tool->text(), tool->shortcut().toString()));
        action->setStatusTip(tool->status());
        m_toolActions->addAction(action);
        connect(action, &QAction::triggered, this, [this, t = tool.get()] { activate(t); });
    }
    if (!m_toolList.empty())
        m_toolActions->actions().first()->trigger();
    edit->addSeparator();
    addAction(edit, tr("Smaller brush"), {}, Qt::Key_BracketLeft,
              [this] { m_tools.shrinkBrush(); });
    addAction(edit, tr("Larger brush"), {}, Qt::Key_BracketRight,
              [this] { m_tools.enlargeBrush(); });
    addAction(edit, tr("Swap with the last label"), {}, Qt::Key_X,
              [this] { m_tools.swapLabels(); });
}

void MainWindow::buildViewMenu()
{
    auto* view = menuBar()->addMenu(tr("&View"));
    auto* group = new QActionGroup(this);
    const auto mode = [&](const QString& text, const QString& icon, const QKeySequence& key,
                          ViewMode value) {
        auto* action = addAction(view, text, icon, key, [this, value] {
            m_canvas->setViewMode(value);
            m_opacity->setEnabled(value == ViewMode::Overlay);
        });
        action->setCheckable(true);
        action->setChecked(value == ViewMode::SideBySide);
        group->addAction(action);
    };
    mode(tr("Side by side"), QStringLiteral("sidebyside"), QKeySequence(tr("Shift+S")),
         ViewMode::SideBySide);
    mode(tr("Split"), QStringLiteral("split"), Qt::Key_Slash, ViewMode::Split);
    mode(tr("Overlay"), QStringLiteral("overlay"), Qt::Key_O, ViewMode::Overlay);
    view->addSeparator();
    addAction(view, tr("Zoom in"), {}, QKeySequence::ZoomIn, [this] { m_canvas->zoomIn(); });
    addAction(view, tr("Zoom out"), {}, QKeySequence::ZoomOut, [this] { m_canvas->zoomOut(); });
    addAction(view, tr("Fit"), QStringLiteral("fit"), QKeySequence(tr("Ctrl+0")),
              [this] { m_canvas->fit(); });
    addAction(view, tr("100 %"), {}, QKeySequence(tr("Ctrl+1")),
              [this] { m_canvas->actualSize(); });
    view->addSeparator();
    auto* themes = view->addMenu(tr("Theme"));
    auto* themeGroup = new QActionGroup(this);
    const int now = m_settings.value(QStringLiteral("window/theme"), 0).toInt();
    const QStringList names{tr("As the system"), tr("Light"), tr("Dark")};
    for (int i = 0; i < names.size(); ++i) {
        auto* action = themes->addAction(names[i], this, [this, i] {
            m_settings.setValue(QStringLiteral("window/theme"), i);
            applyTheme(*qApp, ThemeKind(i));
        });
        action->setCheckable(true);
        action->setChecked(i == now);
        themeGroup->addAction(action);
    }
}

void MainWindow::buildGenerateMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Generate"));
    m_generateAction = addAction(menu, tr("Generate"), QStringLiteral("generate"),
                                 QKeySequence(tr("Ctrl+Return")), [this] { generate(); });
    m_generateAction->setToolTip(tr("Make a picture of the map (Ctrl+Return)"));
    addAction(menu, tr("One more like it, other seed"), {}, QKeySequence(tr("Shift+Return")),
              [this] {
                  m_picture->rollSeed();
                  generate();
              });
    m_pauseAction = addAction(menu, tr("Pause"), QStringLiteral("pause"), {}, {});
    m_pauseAction->setCheckable(true);
    connect(m_pauseAction, &QAction::triggered, &m_queue, &JobQueue::setPaused);
    m_stopAction = addAction(menu, tr("Stop"), QStringLiteral("stop"), Qt::Key_Escape,
                             [this] { m_queue.cancelAll(); });
    m_stopAction->setToolTip(tr("Stop now; nothing is changed (Esc)"));
}

void MainWindow::buildToolBars()
{
    auto* tools = new QToolBar(tr("Tools"), this);
    tools->setObjectName(QStringLiteral("toolsBar"));
    tools->setIconSize({22, 22});
    tools->addActions(m_toolActions->actions());
    addToolBar(Qt::LeftToolBarArea, tools);

    auto* bar = new QToolBar(tr("Options"), this);
    bar->setObjectName(QStringLiteral("optionsBar"));
    bar->setIconSize({20, 20});
    auto* sizeText = new QLabel(tr(" Brush "));
    auto* size = new QSlider(Qt::Horizontal);
    size->setRange(1, 200);
    size->setFixedWidth(120);
    size->setValue(int(m_tools.brushSize()));
    size->setToolTip(tr("Brush size, keys [ and ]"));
    size->setAccessibleName(tr("Brush size"));
    connect(size, &QSlider::valueChanged, &m_tools, &ToolContext::setBrushSize);
    connect(&m_tools, &ToolContext::brushSizeChanged, size,
            [size](double value) { size->setValue(qRound(value)); });
    bar->addWidget(sizeText);
    bar->addWidget(size);
    bar->addSeparator();
    for (auto* action : m_canvas->window()->findChildren<QAction*>())
        if (action->actionGroup() && action->actionGroup() != m_toolActions &&
            !action->icon().isNull())
            bar->addAction(action);
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setValue(50);
    m_opacity->setFixedWidth(90);
    m_opacity->setEnabled(false);
    m_opacity->setToolTip(tr("Opacity of the map over the picture"));
    m_opacity->setAccessibleName(tr("Map opacity"));
    connect(m_opacity, &QSlider::valueChanged, m_canvas,
            [this](int value) { m_canvas->setOverlayOpacity(value / 100.0); });
    bar->addWidget(m_opacity);
    auto* spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spring);
    auto* generateButton = new QToolButton;
    generateButton->setObjectName(QStringLiteral("generateButton"));
    generateButton->setDefaultAction(m_generateAction);
    generateButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addWidget(generateButton);
    bar->addAction(m_pauseAction);
    bar->addAction(m_stopAction);
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::buildStatusBar()
{
    const auto label = [this](int stretch = 0) {
        auto* text = new QLabel;
        statusBar()->addPermanentWidget(text, stretch);
        return text;
    };
    m_labelText = label();
    m_sizeText = label();
    m_zoomText = label();
    m_deviceText = label();
    m_runText = label();
    m_sizeText->setText(
        QStringLiteral("%1×%2").arg(m_document.size().width()).arg(m_document.size().height()));
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && event->key() >= Qt::Key_0 && event->key() <= Qt::Key_9)
        m_tools.setLabel((event->key() - Qt::Key_0 + 9) % 10);
    else if (plain && event->key() == Qt::Key_D)
        m_tools.setLabel(0);
    else
        QMainWindow::keyPressEvent(event);
}

}  // namespace sfumato
