// SPDX-License-Identifier: MIT
#include "model_watch.h"

#include <ldm/error.h>
#include <ldm/model_hash.h>

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace sfumato {

namespace {

// Settings separate groups by slashes.
QString keyOf(QString machine)
{
    return QStringLiteral("models/speeds/") + machine.replace(QLatin1Char('/'), QLatin1Char('|'))
                                                  .replace(QLatin1Char('\\'), QString());
}

}  // namespace

ModelWatch::ModelWatch(QSettings& settings, Machine machine, QObject* parent)
    : QObject(parent), m_settings(settings), m_machine(std::move(machine)), m_hashes(settings)
{
}

const ldm::ModelInfo* ModelWatch::find(const std::string& id) const
{
    const auto found = std::find_if(m_models.begin(), m_models.end(),
                                    [&id](const auto& model) { return model.id == id; });
    return found == m_models.end() ? nullptr : &*found;
}

void ModelWatch::setModels(const std::vector<ldm::ModelInfo>& models)
{
    m_models = models;
    followMachine();
    for (const auto& model : models)
        if (const auto hash = m_hashes.known(model))
            m_speeds.setModel(model.id, *hash);
}

// Another device, or another number of threads, has speeds of its own.
void ModelWatch::followMachine()
{
    const QString machine = m_machine();
    if (std::exchange(m_current, machine) != machine)
        m_speeds.restore(m_settings.value(keyOf(machine)).toByteArray());
}

void ModelWatch::learn(const ldm::Picture& picture)
{
    followMachine();
    m_speeds.learn(picture);
    if (const auto* model = find(picture.recipe.model); model && !picture.recipe.model_hash.empty())
        m_hashes.learn(*model, picture.recipe.model_hash);
    m_settings.setValue(keyOf(m_current), m_speeds.saved());
}

void ModelWatch::check(const ldm::Recipe& recipe)
{
    const int number = ++m_checks;
    const auto* model = find(recipe.model);
    if (!model || recipe.model_hash.empty())
        return;
    if (const auto hash = m_hashes.known(*model)) {
        compare(*model, *hash, recipe.model_hash);
        return;
    }
    QtConcurrent::run([file = model->weights]() -> std::string {
        try {
            return ldm::model_hash(file);
        } catch (const ldm::Error&) {
            return {};  // the run that needs the file says what is wrong with it
        }
    })
        .then(this,
              [this, number, model = *model, told = recipe.model_hash](const std::string& hash) {
                  if (hash.empty())
                      return;
                  m_hashes.learn(model, hash);
                  m_speeds.setModel(model.id, hash);
                  if (number == m_checks)
                      compare(model, hash, told);
              });
}

void ModelWatch::compare(const ldm::ModelInfo& model, const std::string& hash,
                         const std::string& told)
{
    if (hash != told)
        Q_EMIT isAnother(QString::fromStdString(model.title.empty() ? model.id : model.title));
}

}  // namespace sfumato
