// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QVariantList>

#include <functional>

namespace sfumato {

/// A method on the desktop's bus, and what it is called with.
struct BusCall {
    QString service, path, interface, method;
    QVariantList arguments;

    /// To the portal, through which a sandboxed program too may speak with the desktop.
    static BusCall toPortal(const QString& interface, const QString& method,
                            const QVariantList& arguments)
    {
        return {QStringLiteral("org.freedesktop.portal.Desktop"),
                QStringLiteral("/org/freedesktop/portal/desktop"), interface, method, arguments};
    }
};

/// The desktop's message bus as the window sees it. Everything is asynchronous, and nothing is
/// said where there is no bus or nobody answers: all that goes over it is optional.
class DesktopBus {
public:
    using Answered = std::function<void(const QVariantList& answer)>;
    using Failed = std::function<void()>;

    virtual ~DesktopBus() = default;

    virtual void call(const BusCall& call, Answered answered = {}, Failed failed = {}) = 0;

    /// Tells whoever listens. @param call  its method is the signal's name; it has no service
    virtual void tell(const BusCall& call) = 0;

    /// Calls back at each signal. @param signal  as in `tell`, with the service that sends it
    virtual void listen(const BusCall& signal, Answered heard) = 0;
};

}  // namespace sfumato
