// SPDX-License-Identifier: MIT
#include "desktop/session_bus.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace sfumato {

namespace {

constexpr int kPatience = 3000;  // milliseconds; nothing of this is waited for

}  // namespace

SessionBus::SessionBus(QObject* parent) : SessionBus(QDBusConnection::sessionBus(), parent)
{
}

SessionBus::SessionBus(const QDBusConnection& connection, QObject* parent)
    : QObject(parent), m_connection(connection)
{
}

void SessionBus::call(const BusCall& call, Answered answered, Failed failed)
{
    if (!m_connection.isConnected()) {
        if (failed)
            failed();
        return;
    }
    auto message =
        QDBusMessage::createMethodCall(call.service, call.path, call.interface, call.method);
    message.setArguments(call.arguments);
    auto* watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(message, kPatience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answered, failed] {
        watcher->deleteLater();
        const QDBusPendingReply<> reply = *watcher;
        if (reply.isError() && failed)
            failed();
        else if (!reply.isError() && answered)
            answered(reply.reply().arguments());
    });
}

void SessionBus::tell(const BusCall& call)
{
    if (!m_connection.isConnected())
        return;
    auto message = QDBusMessage::createSignal(call.path, call.interface, call.method);
    message.setArguments(call.arguments);
    m_connection.send(message);
}

void SessionBus::listen(const BusCall& signal, Answered heard)
{
    if (!m_connection.isConnected())
        return;
    m_listeners.append({signal.path, signal.interface, signal.method, std::move(heard)});
    m_connection.connect(signal.service, signal.path, signal.interface, signal.method, this,
                         SLOT(received(QDBusMessage)));
}

void SessionBus::received(const QDBusMessage& message)
{
    for (const auto& listener : m_listeners)
        if (listener.path == message.path() && listener.interface == message.interface() &&
            listener.signal == message.member())
            listener.heard(message.arguments());
}

}  // namespace sfumato
