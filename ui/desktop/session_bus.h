// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

#include <QDBusConnection>
#include <QObject>

class QDBusMessage;

namespace sfumato {

/// The real bus of the session, or one given.
class SessionBus final : public QObject, public DesktopBus {
    Q_OBJECT

public:
    explicit SessionBus(QObject* parent = nullptr);
    explicit SessionBus(const QDBusConnection& connection, QObject* parent = nullptr);

    void call(const BusCall& call, Answered answered, Failed failed) override;
    void tell(const BusCall& call) override;
    void listen(const BusCall& signal, Answered heard) override;

private Q_SLOTS:
    void received(const QDBusMessage& message);

private:
    struct Listener {
        QString path, interface, signal;
        Answered heard;
    };

    QDBusConnection m_connection;
    QList<Listener> m_listeners;
};

}  // namespace sfumato
