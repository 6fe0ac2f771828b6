// SPDX-License-Identifier: MIT
#include "document_commands.h"

#include "clipboard.h"
#include "job/image_conversion.h"
#include "main_window.h"
#include "panel/new_document_dialog.h"
#include "print_picture.h"

#include <ldm/engine.h>

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QTemporaryDir>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

// The recipe inside a PNG; null if there is none that can be read.
std::shared_ptr<const ldm::Recipe> recipeIn(const QByteArray& png)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("picture.png")));
    if (!file.open(QIODevice::WriteOnly) || file.write(png) != png.size())
        return nullptr;
    file.close();
    try {
        auto recipe = ldm::find_recipe(file.fileName().toStdString());
        return recipe ? std::make_shared<const ldm::Recipe>(std::move(*recipe)) : nullptr;
    } catch (const ldm::Error&) {
        return nullptr;  // it is a picture all the same
    }
}

// An example map with a model's labels, the nearest where it has others; null if it cannot be read.
QImage exampleMap(const QString& file, const std::vector<ldm::LabelInfo>& labels)
{
    try {
        return toQImage(ldm::load_label_map(file.toStdString(), labels).map);
    } catch (const ldm::Error&) {
        return {};
    }
}

}  // namespace

DocumentCommands::DocumentCommands(MainWindow& window) : QObject(&window), m_window(window)
{
}

void DocumentCommands::addNew(QMenu* file)
{
    m_window.addAction(file, tr("New…"), {}, QKeySequence::New, [this] { ask(); })
        ->setToolTip(tr("A document of its own: empty, an example, or what was copied"));
    m_window.addAction(file, tr("New from the clipboard"), {}, QKeySequence(tr("Ctrl+Shift+V")),
                       [this] { pasteDocument(); });
}

void DocumentCommands::addClose(QMenu* file)
{
    m_window.addAction(file, tr("Print…"), {}, QKeySequence::Print, [this] {
        if (const auto picture = m_window.shownPicture())
            printPicture(toQImage(picture->image), m_window.m_sessions.current().name(), &m_window);
        else
            m_window.m_messages->show(tr("There is no picture yet: press Generate first."));
    });
    file->addSeparator();
    m_window.addAction(file, tr("Close document"), {}, QKeySequence(tr("Ctrl+W")),
                       [this] { m_window.closeDocument(m_window.m_sessions.current()); });
    auto* again = m_window.addAction(file, tr("Open the closed document again"), {},
                                     QKeySequence(tr("Ctrl+Shift+T")),
                                     [this] { m_window.m_sessions.reopen(); });
    again->setToolTip(tr("What was in the document that was closed last, its history too"));
    connect(file, &QMenu::aboutToShow, again,
            [this, again] { again->setEnabled(m_window.m_sessions.canReopen()); });
    connect(file, &QMenu::aboutToHide, again, [again] { again->setEnabled(true); });
}

void DocumentCommands::addCopy(QMenu* edit)
{
    m_window.addAction(edit, tr("Copy the picture"), {}, QKeySequence::Copy,
                       [this] { copyPicture(false); });
    m_window
        .addAction(edit, tr("Copy the picture with its recipe"), {},
                   QKeySequence(tr("Ctrl+Shift+C")), [this] { copyPicture(true); })
        ->setToolTip(tr("Pasted here again it brings back what it was made of"));
}

void DocumentCommands::addWalk(QMenu* window)
{
    const auto walk = [this](int by) {
        auto& sessions = m_window.m_sessions;
        const int count = sessions.count();
        sessions.show(sessions.at((sessions.currentIndex() + by + count) % count));
    };
    m_window.addAction(window, tr("Next document"), {}, QKeySequence(tr("Ctrl+Tab")),
                       [walk] { walk(1); });
    m_window.addAction(window, tr("Previous document"), {}, QKeySequence(tr("Ctrl+Shift+Tab")),
                       [walk] { walk(-1); });
    window->addSeparator();
}

// The mode that a photo is opened in.
const Workspace* DocumentCommands::photoMode() const
{
    const auto& all = m_window.m_sessions.current().workspaces();
    if (m_window.m_current->document().takesPhoto())
        return m_window.m_current;
    for (const auto kind : {InputKind::Hole, InputKind::Photo})
        for (const auto& w : all)
            if (w->document().inputKind() == kind)
                return w.get();
    return nullptr;
}

void DocumentCommands::ask()
{
    const QDir folder(m_examples);
    QStringList examples;
    for (const QString& name : folder.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name))
        examples << folder.filePath(name);
    auto* dialog = new NewDocumentDialog(
        examples, copiedFrom(QGuiApplication::clipboard()->mimeData()).image, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto key = QStringLiteral("files/newSize");
    dialog->setSize(m_window.m_settings.value(key, QSize(512, 512)).toSize());
    connect(dialog, &QDialog::accepted, this, [this, dialog, key] {
        m_window.m_settings.setValue(key, dialog->start().size);
        start(dialog->start());
    });
    dialog->open();
}

void DocumentCommands::start(const DocumentStart& start)
{
    using Kind = DocumentStart::Kind;
    if (start.kind == Kind::Clipboard) {
        pasteDocument();
    } else if (start.kind == Kind::Photo) {
        QImage sheet(start.size, QImage::Format_RGB888);
        sheet.fill(Qt::white);
        startPhoto(sheet, false);
    } else if (const auto* workspace =
                   m_window.m_sessions.current().workspaceFor(ldm::TaskKind::Semantic)) {
        QImage map(start.size, QImage::Format_Indexed8);
        map.fill(0);
        const auto& labels = workspace->labels();
        if (start.kind == Kind::Example)
            if (const QImage example = exampleMap(start.example, labels); !example.isNull())
                map = example.scaled(start.size);
        m_window.roomFor(workspace, true);
        m_window.useMap(map, {});
        m_window.document().undoStack().clear();
    } else {
        m_window.m_messages->show(tr("The mode for this is not installed."));
    }
}

// @param unsaved  the picture is in no file
void DocumentCommands::startPhoto(const QImage& image, bool unsaved)
{
    const auto* workspace = photoMode();
    if (!workspace) {
        m_window.m_messages->show(tr("The mode for this is not installed."));
        return;
    }
    m_window.roomFor(workspace, true);
    m_window.m_current->usePhoto(image, tr("New photo"));
    if (!unsaved)
        m_window.document().undoStack().clear();
    m_window.m_canvas->fit();
}

void DocumentCommands::pasteDocument()
{
    const auto copied = copiedFrom(QGuiApplication::clipboard()->mimeData());
    if (copied.isEmpty())
        m_window.m_messages->show(tr("There is no picture to paste; copy one first."));
    else if (copied.image.isNull())
        for (const QString& path : copied.paths)
            m_window.openFile(path);
    else
        QtConcurrent::run(recipeIn, copied.png)
            .then(this, [this, image = copied.image](std::shared_ptr<const ldm::Recipe> recipe) {
                const auto* workspace =
                    recipe ? m_window.m_sessions.current().workspaceFor(recipe->task) : nullptr;
                if (!workspace) {
                    startPhoto(image, true);
                    return;
                }
                m_window.roomFor(workspace, true);
                m_window.useRecipe(*m_window.m_current, *recipe,
                                   image.convertToFormat(QImage::Format_RGB888));
            });
}

void DocumentCommands::copyPicture(bool withRecipe)
{
    const auto picture = m_window.shownPicture();
    if (!picture) {
        m_window.m_messages->show(tr("There is no picture yet: press Generate first."));
        return;
    }
    try {
        QGuiApplication::clipboard()->setMimeData(copyOf(*picture, withRecipe).release());
    } catch (const std::exception& e) {
        m_window.m_messages->show(QString::fromUtf8(e.what()));
    }
}

}  // namespace sfumato
