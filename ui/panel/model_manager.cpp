// SPDX-License-Identifier: MIT
#include "panel/model_manager.h"

#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace sfumato {

namespace {

QString pathOf(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

// What it makes pictures of, in the words of the modes.
QString abilities(const ldm::ModelInfo& model)
{
    QStringList all;
    for (const auto task : model.tasks)
        switch (task) {
        case ldm::TaskKind::Semantic: all.append(ModelManager::tr("maps")); break;
        case ldm::TaskKind::Layout: all.append(ModelManager::tr("boxes")); break;
        case ldm::TaskKind::Inpaint: all.append(ModelManager::tr("holes")); break;
        case ldm::TaskKind::Upscale: all.append(ModelManager::tr("enlarging")); break;
        case ldm::TaskKind::Text: all.append(ModelManager::tr("words")); break;
        case ldm::TaskKind::Class: all.append(ModelManager::tr("classes")); break;
        case ldm::TaskKind::Unconditional: all.append(ModelManager::tr("chance")); break;
        }
    return all.join(QStringLiteral(", "));
}

}  // namespace

ModelManager::ModelManager(const QString& folder, QWidget* parent)
    : QDialog(parent),
      m_folder(folder),
      m_list(new QTreeWidget),
      m_wanted(new QLabel),
      m_wantedArea(new QScrollArea),
      m_details(new QLabel),
      m_memory(new QLabel)
{
    setWindowTitle(tr("Models"));
    setAcceptDrops(true);
    resize(760, 460);
    auto* layout = new QVBoxLayout(this);
    m_list->setHeaderLabels({tr("Model"), tr("Makes pictures of"), tr("Size"), tr("Licence")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAccessibleName(tr("Installed models"));
    m_list->setToolTip(tr("Each is offered in the modes that it fits"));
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_wanted->setWordWrap(true);
    m_wanted->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_wantedArea->setWidgetResizable(true);
    m_wantedArea->setFrameShape(QFrame::NoFrame);
    m_wantedArea->setFocusPolicy(Qt::NoFocus);
    m_wantedArea->setWidget(m_wanted);
    m_wantedArea->hide();
    layout->addWidget(m_wantedArea);
    layout->addWidget(m_list, 1);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setMinimumHeight(72);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout->addWidget(m_details);
    auto* buttons = new QHBoxLayout;
    layout->addLayout(buttons);
    const auto button = [&](const QString& text, const QString& tip) {
        auto* b = new QPushButton(text);
        b->setToolTip(tip);
        b->setAutoDefault(false);
        buttons->addWidget(b);
        return b;
    };
    auto* add = button(tr("Add…"), tr("Copies a checkpoint to your models, after a look inside; "
                                      "dropping files here does the same"));
    m_remove = button(tr("Remove"), tr("Puts the model into the wastebasket"));
    auto* open = button(tr("Open folder"), tr("Shows the folder with your own models"));
    m_unload = button(tr("Unload"), tr("Frees the memory; the next picture loads its model again"));
    m_memory->setObjectName(QStringLiteral("modelMemory"));
    buttons->addWidget(m_memory);
    buttons->addStretch();
    auto* close = button(tr("Close"), tr("Closes this list"));
    connect(add, &QPushButton::clicked, this, &ModelManager::choose);
    connect(m_remove, &QPushButton::clicked, this, &ModelManager::remove);
    connect(open, &QPushButton::clicked, this, [this] {
        QDir().mkpath(m_folder);
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder));
    });
    connect(m_unload, &QPushButton::clicked, this, &ModelManager::unloadWanted);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ModelManager::showChosen);
    setMemory(0);
    showChosen();
}

void ModelManager::setModels(const std::vector<ldm::ModelInfo>& models)
{
    const auto* before = chosen();
    const std::string id = before ? before->id : std::string();
    m_models = models;
    m_list->clear();
    for (const auto& model : m_models) {
        auto* item = new QTreeWidgetItem(
            m_list, {QString::fromStdString(model.title),
                     model.problem.empty() ? abilities(model) : tr("cannot be used"),
                     QLocale().formattedDataSize(qint64(model.bytes), 1),
                     QString::fromStdString(model.licence)});
        if (model.id == id)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showChosen();
}

void ModelManager::setWanted(const std::vector<ldm::ModelInfo>& models)
{
    QStringList lines{tr("For this mode one of these is needed; drop its weights here:")};
    for (const auto& model : models)
        lines.append(QStringLiteral("• %1 (%2) %3")
                         .arg(QString::fromStdString(model.title), QString::fromStdString(model.id),
                              QString::fromStdString(model.source)));
    m_wanted->setText(lines.join(QLatin1Char('\n')));
    constexpr int kLines = 8;  // more is scrolled
    m_wantedArea->setFixedHeight(std::min<int>(int(lines.size()) + 1, kLines) *
                                 m_wanted->fontMetrics().lineSpacing());
    m_wantedArea->setVisible(!models.empty());
}

void ModelManager::setMemory(quint64 bytes)
{
    m_memory->setText(bytes ? tr("%1 in memory").arg(QLocale().formattedDataSize(qint64(bytes), 1))
                            : tr("No model is in memory."));
    m_unload->setEnabled(bytes > 0);
}

const ldm::ModelInfo* ModelManager::chosen() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && size_t(row) < m_models.size() ? &m_models[size_t(row)] : nullptr;
}

bool ModelManager::isOwn(const ldm::ModelInfo& model) const
{
    const QString file = QFileInfo(pathOf(model.weights)).canonicalFilePath();
    const QString folder = QFileInfo(m_folder).canonicalFilePath();
    return !folder.isEmpty() && file.startsWith(folder + QLatin1Char('/'));
}

void ModelManager::showChosen()
{
    const auto* model = chosen();
    m_remove->setEnabled(model && isOwn(*model));
    if (!model) {
        m_details->setText(tr("There is no model. Drop a checkpoint here."));
        return;
    }
    QStringList lines;
    const bool works = model->problem.empty();
    if (!works)
        lines.append(QString::fromStdString(model->problem));
    lines.append(QDir::toNativeSeparators(pathOf(model->weights)));
    if (!model->source.empty())
        lines.append(tr("From %1").arg(QString::fromStdString(model->source)));
    if (!model->attribution.empty())
        lines.append(QString::fromStdString(model->attribution));
    if (works)
        lines.append(
            tr("Learnt from pictures of %1×%2; %n step(s) are recommended.", nullptr, model->steps)
                .arg(model->native_width)
                .arg(model->native_height));
    if (!isOwn(*model))
        lines.append(tr("It came with Sfumato and stays."));
    m_details->setText(lines.join(QLatin1Char('\n')));
}

void ModelManager::choose()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Add models"), {}, tr("Checkpoints (*.ckpt *.safetensors *.pt *.pth)"));
    if (!paths.isEmpty())
        Q_EMIT filesChosen(paths);
}

void ModelManager::remove()
{
    const auto* model = chosen();
    if (!model || !isOwn(*model))
        return;
    if (!QFile::moveToTrash(pathOf(model->weights)) && !QFile::remove(pathOf(model->weights))) {
        m_details->setText(
            tr("%1 cannot be removed: it is not yours to write.").arg(pathOf(model->weights)));
        return;
    }
    if (const QString yaml = pathOf(model->config);
        QFileInfo(yaml).absolutePath() == QFileInfo(pathOf(model->weights)).absolutePath())
        QFile::moveToTrash(yaml);
    Q_EMIT removed();
}

void ModelManager::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ModelManager::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    if (!paths.isEmpty())
        Q_EMIT filesChosen(paths);
}

}  // namespace sfumato
