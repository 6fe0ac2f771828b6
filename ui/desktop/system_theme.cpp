// SPDX-License-Identifier: MIT
#include "desktop/system_theme.h"

#include <QDBusVariant>
#include <QPointer>

namespace sfumato {

namespace {

const QString kArea = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr uint kDark = 1, kLight = 2;  // 0 = no preference

BusCall settings(const QString& method, const QVariantList& arguments)
{
    return BusCall::toPortal(QStringLiteral("org.freedesktop.portal.Settings"), method, arguments);
}

// The portal wraps values once or twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

}  // namespace

SystemTheme::SystemTheme(DesktopBus& bus, QObject* parent) : QObject(parent)
{
    bus.call(settings(QStringLiteral("Read"), {kArea, kKey}),
             [self = QPointer(this)](const QVariantList& answer) {
                 if (self && !answer.isEmpty())
                     self->take(answer.first());
             },
             {});
    bus.listen(settings(QStringLiteral("SettingChanged"), {}), [self = QPointer(this)](
                                                                   const QVariantList& news) {
        if (self && news.size() == 3 && news[0].toString() == kArea && news[1].toString() == kKey)
            self->take(news[2]);
    });
}

void SystemTheme::take(const QVariant& value)
{
    const uint scheme = unwrapped(value).toUInt();
    const std::optional<bool> dark = scheme == kDark    ? std::optional(true)
                                     : scheme == kLight ? std::optional(false)
                                                        : std::nullopt;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

}  // namespace sfumato
