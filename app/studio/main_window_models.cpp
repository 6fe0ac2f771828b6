// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "model_store.h"
#include "panel/model_manager.h"
#include "settings/sentences.h"

#include <ldm/inspect.h>

#include <QFileInfo>
#include <QMenu>
#include <QtConcurrentRun>

#include <algorithm>

namespace sfumato {

// The installed models: seen, added, removed.

void MainWindow::setModelFolder(const QString& own, const QString& zoo)
{
    m_modelFolder = own;
    m_zoo = zoo;
}

void MainWindow::buildModels(QMenu* window)
{
    connect(this, &MainWindow::modelsDropped, this, &MainWindow::addModels);
    addAction(window, tr("Models…"), {}, {}, [this] { showModels(); });
}

void MainWindow::showModels()
{
    auto* manager = new ModelManager(m_modelFolder, this);
    manager->setAttribute(Qt::WA_DeleteOnClose);
    manager->setModels(m_models);
    if (!picturePanel().model())
        manager->setWanted(published());
    connect(manager, &ModelManager::unloadWanted, &m_queue, &JobQueue::unload);
    connect(&m_queue, &JobQueue::memoryTold, manager, &ModelManager::setMemory);
    connect(&m_queue, &JobQueue::idle, manager, [this] { m_queue.requestMemory(); });
    m_queue.requestMemory();
    connect(manager, &ModelManager::filesChosen, this, &MainWindow::addModels);
    connect(manager, &ModelManager::removed, &m_queue, &JobQueue::requestModels);
    connect(this, &MainWindow::modelsReady, manager,
            [this, manager] { manager->setModels(m_models); });
    manager->show();
}

// What the mode in use could work with.
std::vector<ldm::ModelInfo> MainWindow::published() const
{
    auto models = ldm::published_models(m_zoo.toStdString());
    const auto unfit = [this](const ldm::ModelInfo& model) {
        return std::none_of(model.tasks.begin(), model.tasks.end(),
                            [this](auto task) { return m_current->makes(task); });
    };
    models.erase(std::remove_if(models.begin(), models.end(), unfit), models.end());
    return models;
}

void MainWindow::addModels(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths)
        if (const QString ending = QFileInfo(path).suffix();
            ending != QStringLiteral("yaml") && ending != QStringLiteral("yml"))
            files.append(path);
    m_messages->show(tr("Looking into %n file(s) and copying …", nullptr, int(files.size())));
    QtConcurrent::run([files, folder = m_modelFolder, zoo = m_zoo] {
        QStringList said;
        for (const QString& file : files) {
            QString added;
            const QString problem = addModel(file, folder, zoo, added);
            said.append(problem.isEmpty() ? added : problem);
        }
        return said;
    }).then(this, [this](const QStringList& said) {
        m_messages->show(joinedSentences(said));
        m_queue.requestModels();
    });
}

}  // namespace sfumato
