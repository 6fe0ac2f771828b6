// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "model_store.h"
#include "panel/model_manager.h"

#include <QFileInfo>
#include <QMenu>
#include <QtConcurrentRun>

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
    connect(manager, &ModelManager::filesChosen, this, &MainWindow::addModels);
    connect(manager, &ModelManager::removed, &m_queue, &JobQueue::requestModels);
    connect(this, &MainWindow::modelsReady, manager,
            [this, manager] { manager->setModels(m_models); });
    manager->show();
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
        m_messages->show(said.join(QLatin1Char(' ')));
        m_queue.requestModels();
    });
}

}  // namespace sfumato
