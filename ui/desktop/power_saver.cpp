// SPDX-License-Identifier: MIT
#include "desktop/power_saver.h"

#include <QDBusArgument>
#include <QDBusVariant>
#include <QPointer>

namespace sfumato {

namespace {

const QString kMonitor = QStringLiteral("org.freedesktop.portal.PowerProfileMonitor");
const QString kProperty = QStringLiteral("power-saver-enabled");

BusCall properties(const QString& method, const QVariantList& arguments)
{
    return BusCall::toPortal(QStringLiteral("org.freedesktop.DBus.Properties"), method, arguments);
}

}  // namespace

PowerSaver::PowerSaver(DesktopBus& bus, QObject* parent) : QObject(parent)
{
    bus.call(properties(QStringLiteral("Get"), {kMonitor, kProperty}),
             [self = QPointer(this)](const QVariantList& answer) {
                 if (self && !answer.isEmpty())
                     self->take(answer.first());
             },
             {});
    bus.listen(properties(QStringLiteral("PropertiesChanged"), {}),
               [self = QPointer(this)](const QVariantList& news) {
                   if (!self || news.size() < 2 || news[0].toString() != kMonitor)
                       return;
                   const auto values = qdbus_cast<QVariantMap>(news[1]);
                   if (values.contains(kProperty))
                       self->take(values[kProperty]);
               });
}

void PowerSaver::take(const QVariant& value)
{
    const bool on =
        (value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value).toBool();
    if (on == m_on)
        return;
    m_on = on;
    Q_EMIT changed(on);
}

}  // namespace sfumato
