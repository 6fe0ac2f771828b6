// SPDX-License-Identifier: MIT
#include "extend_mode.h"

#include "extend_panel.h"

#include "tool/tool_sets.h"

#include <QCoreApplication>
#include <QMargins>
#include <QSize>

#include <algorithm>

namespace extend {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ExtendMode", text);
}

// The photo on a larger sheet; what is new repeats the photo's edge.
ldm::Image onLargerSheet(const ldm::Image& photo, const QMargins& room)
{
    ldm::Image sheet{photo.width + room.left() + room.right(),
                     photo.height + room.top() + room.bottom(),
                     photo.channels,
                     {}};
    const auto channels = size_t(photo.channels);
    sheet.pixels.reserve(size_t(sheet.width) * size_t(sheet.height) * channels);
    for (int y = 0; y < sheet.height; ++y) {
        const auto row = size_t(std::clamp(y - room.top(), 0, photo.height - 1));
        for (int x = 0; x < sheet.width; ++x) {
            const auto column = size_t(std::clamp(x - room.left(), 0, photo.width - 1));
            const auto at = (row * size_t(photo.width) + column) * channels;
            for (size_t c = 0; c < channels; ++c)
                sheet.pixels.push_back(photo.pixels[at + c]);
        }
    }
    return sheet;
}

// 255 where the sheet is new.
ldm::Image maskOf(const ldm::Image& sheet, const QMargins& room)
{
    ldm::Image mask{sheet.width, sheet.height, 1,
                    std::vector<std::uint8_t>(size_t(sheet.width) * size_t(sheet.height), 255)};
    for (int y = room.top(); y < sheet.height - room.bottom(); ++y) {
        auto row = mask.pixels.begin() + qsizetype(y) * sheet.width;
        std::fill(row + room.left(), row + sheet.width - room.right(), std::uint8_t(0));
    }
    return mask;
}

}  // namespace

QString ExtendMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("ExtendMode", "Extend"));
}

QString ExtendMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("ExtendMode", "More room"));
}

QWidget* ExtendMode::createPanel(QWidget* parent)
{
    m_panel = new ExtendPanel(parent);
    return m_panel;
}

std::vector<std::unique_ptr<sfumato::Tool>> ExtendMode::createTools()
{
    return sfumato::photoTools(m_context.toolContext());
}

ldm::Recipe ExtendMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Inpaint;
    recipe.feather = 0;  // the photo meets what is new at its very edge
    const auto photo = m_context.photo();
    if (!photo || !m_panel)
        return recipe;
    const QMargins room = m_panel->room({photo->width, photo->height});
    const auto sheet = std::make_shared<const ldm::Image>(onLargerSheet(*photo, room));
    recipe.mask = std::make_shared<const ldm::Image>(maskOf(*sheet, room));
    recipe.image = sheet;
    recipe.width = sheet->width;
    recipe.height = sheet->height;
    return recipe;
}

QString ExtendMode::obstacle() const
{
    if (!m_context.model())
        return translated(QT_TRANSLATE_NOOP("ExtendMode",
                                            "Extending needs an inpainting model; none is "
                                            "installed. Put one into the models folder."));
    if (!m_context.photo())
        return translated(
            QT_TRANSLATE_NOOP("ExtendMode", "There is no photo yet: drop one here or open it."));
    return {};
}

}  // namespace extend
