// SPDX-License-Identifier: MIT
#include "desktop/notifier.h"

#include <QPointer>
#include <QVariantMap>

#include <utility>

namespace sfumato {

namespace {

const QString kId = QStringLiteral("picture");
const QString kIcon = QStringLiteral("org.sfumato.Sfumato");

BusCall portalCall(const QString& method, const QVariantList& arguments)
{
    return BusCall::toPortal(QStringLiteral("org.freedesktop.portal.Notification"), method,
                             arguments);
}

}  // namespace

Notifier::Notifier(DesktopBus& bus, QObject* parent) : QObject(parent), m_bus(bus)
{
}

void Notifier::show(const QString& title, const QString& text)
{
    const QVariantMap content{{QStringLiteral("title"), title},
                              {QStringLiteral("body"), text},
                              {QStringLiteral("priority"), QStringLiteral("normal")}};
    m_shown = true;
    m_bus.call(portalCall(QStringLiteral("AddNotification"), {kId, content}), {},
               [self = QPointer(this), title, text] {
                   if (self)
                       self->showOlderKind(title, text);
               });
}

void Notifier::showOlderKind(const QString& title, const QString& text)
{
    constexpr int kAsTheDesktopLikes = -1;
    m_shown = false;
    m_bus.call({QStringLiteral("org.freedesktop.Notifications"),
                QStringLiteral("/org/freedesktop/Notifications"),
                QStringLiteral("org.freedesktop.Notifications"),
                QStringLiteral("Notify"),
                {QStringLiteral("Sfumato"), uint(0), kIcon, title, text, QStringList(),
                 QVariantMap(), kAsTheDesktopLikes}},
               {}, {});
}

void Notifier::withdraw()
{
    if (std::exchange(m_shown, false))
        m_bus.call(portalCall(QStringLiteral("RemoveNotification"), {kId}), {}, {});
}

}  // namespace sfumato
