// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <type_traits>

namespace sfumato {

/// One setting: key, type and default stand together. `kZoomStep.get(store)`.
template <typename T>
struct Setting {
    /// A default that can be a constant: text as a literal, lists begin empty.
    using Initial =
        std::conditional_t<std::is_same_v<T, QString>, const char*,
                           std::conditional_t<std::is_same_v<T, QStringList>, std::nullptr_t, T>>;

    const char* key;
    Initial initial;

    T standard() const
    {
        if constexpr (std::is_same_v<T, QString>)
            return QString::fromUtf8(initial);
        else if constexpr (std::is_same_v<T, QStringList>)
            return {};
        else
            return initial;
    }

    /// What is stored; the default where nothing is, or something of another type.
    T get(const QSettings& store) const
    {
        const QVariant value = store.value(QString::fromLatin1(key));
        return value.isValid() && value.canConvert<T>() ? value.value<T>() : standard();
    }

    void set(QSettings& store, const T& value) const
    {
        store.setValue(QString::fromLatin1(key), QVariant::fromValue(value));
    }

    void reset(QSettings& store) const { store.remove(QString::fromLatin1(key)); }
};

}  // namespace sfumato
