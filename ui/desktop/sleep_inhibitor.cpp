// SPDX-License-Identifier: MIT
#include "desktop/sleep_inhibitor.h"

#include <QPointer>
#include <QVariantMap>

#include <utility>

#include <QDBusObjectPath>

namespace sfumato {

namespace {

constexpr uint kSuspend = 4, kIdle = 8;  // the portal's flags

}  // namespace

SleepInhibitor::SleepInhibitor(DesktopBus& bus, QObject* parent) : QObject(parent), m_bus(bus)
{
    m_linger.setSingleShot(true);
    m_linger.setInterval(kLinger);
    connect(&m_linger, &QTimer::timeout, this, &SleepInhibitor::release);
}

SleepInhibitor::~SleepInhibitor()
{
    release();
}

void SleepInhibitor::begin()
{
    m_linger.stop();
    if (std::exchange(m_wanted, true))
        return;
    const QVariantMap options{{QStringLiteral("reason"), tr("A picture is being made.")}};
    m_bus.call(BusCall::toPortal(QStringLiteral("org.freedesktop.portal.Inhibit"),
                                 QStringLiteral("Inhibit"), {QString(), kSuspend | kIdle, options}),
               [self = QPointer(this)](const QVariantList& answer) {
                   if (!self || answer.isEmpty())
                       return;
                   self->m_handle = answer.first().value<QDBusObjectPath>().path();
                   if (!self->m_wanted)
                       self->release();
               });
}

void SleepInhibitor::end()
{
    if (m_wanted)
        m_linger.start();
}

void SleepInhibitor::release()
{
    m_wanted = false;
    const QString handle = std::exchange(m_handle, {});
    if (handle.isEmpty())
        return;
    auto close = BusCall::toPortal(QStringLiteral("org.freedesktop.portal.Request"),
                                   QStringLiteral("Close"), {});
    close.path = handle;
    m_bus.call(close, {}, {});
}

}  // namespace sfumato
