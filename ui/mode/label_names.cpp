// SPDX-License-Identifier: MIT
#include "mode/label_names.h"

#include <QCoreApplication>

#include <array>

namespace sfumato {

namespace {

// Looked up by their English names; the list is for the translators' tool.
[[maybe_unused]] constexpr std::array kLabels{
    QT_TRANSLATE_NOOP("Label", "sky"),      QT_TRANSLATE_NOOP("Label", "cloud"),
    QT_TRANSLATE_NOOP("Label", "mountain"), QT_TRANSLATE_NOOP("Label", "hill"),
    QT_TRANSLATE_NOOP("Label", "snow"),     QT_TRANSLATE_NOOP("Label", "rock"),
    QT_TRANSLATE_NOOP("Label", "grass"),    QT_TRANSLATE_NOOP("Label", "flowers"),
    QT_TRANSLATE_NOOP("Label", "bush"),     QT_TRANSLATE_NOOP("Label", "tree"),
    QT_TRANSLATE_NOOP("Label", "sand"),     QT_TRANSLATE_NOOP("Label", "dirt"),
    QT_TRANSLATE_NOOP("Label", "road"),     QT_TRANSLATE_NOOP("Label", "sea"),
    QT_TRANSLATE_NOOP("Label", "lake"),     QT_TRANSLATE_NOOP("Label", "river"),
    QT_TRANSLATE_NOOP("Label", "building"), QT_TRANSLATE_NOOP("Label", "object")};

// Classes such as "a coast at dusk" are a place and a light.
constexpr std::array kPlaces{QT_TRANSLATE_NOOP("Label", "an alpine landscape"),
                             QT_TRANSLATE_NOOP("Label", "an autumn landscape"),
                             QT_TRANSLATE_NOOP("Label", "a coast"),
                             QT_TRANSLATE_NOOP("Label", "a desert"),
                             QT_TRANSLATE_NOOP("Label", "a meadow"),
                             QT_TRANSLATE_NOOP("Label", "a river landscape"),
                             QT_TRANSLATE_NOOP("Label", "a savanna"),
                             QT_TRANSLATE_NOOP("Label", "a tropical island"),
                             QT_TRANSLATE_NOOP("Label", "a tuscan landscape"),
                             QT_TRANSLATE_NOOP("Label", "a winter landscape")};
constexpr std::array kLights{
    QT_TRANSLATE_NOOP("Label", "at noon"),   QT_TRANSLATE_NOOP("Label", "in golden light"),
    QT_TRANSLATE_NOOP("Label", "at sunset"), QT_TRANSLATE_NOOP("Label", "at dawn"),
    QT_TRANSLATE_NOOP("Label", "at dusk"),   QT_TRANSLATE_NOOP("Label", "under a grey sky"),
    QT_TRANSLATE_NOOP("Label", "in mist"),   QT_TRANSLATE_NOOP("Label", "at night")};

QString translated(const char* name)
{
    return QCoreApplication::translate("Label", name);
}

}  // namespace

QString labelName(const std::string& name)
{
    for (const char* place : kPlaces)
        for (const char* light : kLights)
            if (name == std::string(place) + ' ' + light)
                return QCoreApplication::translate("Label", "%1 %2", "place and light")
                    .arg(translated(place), translated(light));
    return translated(name.c_str());
}

}  // namespace sfumato
