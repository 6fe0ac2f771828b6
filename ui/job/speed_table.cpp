// SPDX-License-Identifier: MIT
#include "job/speed_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

// Enlarging is reckoned by the photo's pixels, all else by the picture's.
double pixelsOf(const ldm::Recipe& recipe)
{
    if (recipe.task == ldm::TaskKind::Upscale && recipe.image)
        return double(recipe.image->width) * recipe.image->height;
    return double(recipe.width) * recipe.height;
}

// Eight times larger is twice, then four times: the second pass sees four times as many pixels.
double passes(const ldm::Recipe& recipe)
{
    return recipe.task == ldm::TaskKind::Upscale && recipe.scale == 8 ? 5.0 : 1.0;
}

}  // namespace

int Speed::stepsIn(double seconds) const
{
    return step > 0.0 ? std::max(1, int(std::lround((seconds - fixed) / step))) : 1;
}

// Guidance asks the network twice a step.
QString SpeedTable::keyOf(const ldm::Recipe& recipe) const
{
    const auto id = QString::fromStdString(recipe.model);
    return m_hashes.value(id, id) + QLatin1Char('/') +
           QString::fromLatin1(ldm::name_of(recipe.sampler)) +
           (recipe.guidance == 1.0 ? QString() : QStringLiteral("/guided"));
}

void SpeedTable::learn(const ldm::Picture& picture)
{
    const auto& recipe = picture.recipe;
    if (recipe.origin || recipe.steps < 1 || picture.timings.sample <= 0.0)
        return;
    setModel(recipe.model, recipe.model_hash);
    const double pixels = pixelsOf(recipe) * passes(recipe);
    const Speed measured{picture.timings.sample / recipe.steps,
                         picture.timings.prepare + picture.timings.decode};
    auto& entries = m_entries[keyOf(recipe)];
    const auto known = std::find_if(entries.begin(), entries.end(),
                                    [pixels](const Entry& e) { return e.pixels == pixels; });
    if (known == entries.end()) {
        entries.append({pixels, measured});
        return;
    }
    if (known->old) {
        *known = {pixels, measured};
        return;
    }
    // One slow run is no slow machine: the newest counts for half.
    known->speed.step = (known->speed.step + measured.step) / 2.0;
    known->speed.fixed = (known->speed.fixed + measured.fixed) / 2.0;
}

void SpeedTable::setModel(const std::string& id, const std::string& hash)
{
    if (!hash.empty())
        m_hashes[QString::fromStdString(id)] = QString::fromStdString(hash);
}

QByteArray SpeedTable::saved() const
{
    QJsonObject all;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        QJsonArray list;
        for (const auto& entry : it.value())
            list.append(QJsonArray{entry.pixels, entry.speed.step, entry.speed.fixed});
        all.insert(it.key(), list);
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void SpeedTable::restore(const QByteArray& saved)
{
    m_entries.clear();
    const auto all = QJsonDocument::fromJson(saved).object();
    for (auto it = all.begin(); it != all.end(); ++it)
        for (const auto& value : it.value().toArray()) {
            const auto entry = value.toArray();
            const Speed speed{entry[1].toDouble(), entry[2].toDouble()};
            if (entry[0].toDouble() >= 1.0 && speed.step > 0.0 && speed.fixed >= 0.0)
                m_entries[it.key()].append({entry[0].toDouble(), speed, true});
        }
}

Speed SpeedTable::speedOf(const ldm::Recipe& recipe) const
{
    return speedOf(recipe, pixelsOf(recipe));
}

Speed SpeedTable::speedOf(const ldm::Recipe& recipe, double asked) const
{
    const auto entries = m_entries.value(keyOf(recipe));
    const double pixels = asked * passes(recipe);
    const Entry* nearest = nullptr;
    const auto distance = [pixels](const Entry& e) {
        return std::abs(std::log(e.pixels / pixels));
    };
    for (const auto& entry : entries)
        if (!nearest || distance(entry) < distance(*nearest))
            nearest = &entry;
    if (!nearest)
        return {};
    const double scale = pixels / nearest->pixels;
    return {nearest->speed.step * scale, nearest->speed.fixed * scale};
}

}  // namespace sfumato
