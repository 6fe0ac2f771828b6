// SPDX-License-Identifier: MIT
#pragma once

#include "settings/source_texts.h"

#include <QObject>
#include <QStringList>

#include <memory>

class QTranslator;

namespace sfumato {

/// The language that the program speaks. It can be changed while windows are open: each text that
/// came from `tr` is said again (see `retranslate`), so a widget sets its texts once, where it is
/// made; what it writes later it says in the new language by itself.
class Language : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;

    /// The languages that there are: "en", "zh_CN".
    static QStringList available();

    /// What a language calls itself.
    static QString nameOf(const QString& code);

    /// The one of them that the system speaks; English if it is none.
    static QString ofSystem();

    /// @param code  one of `available`, or empty for the system's
    void use(const QString& code);

    /// The language in use, one of `available`.
    QString code() const { return m_code; }

    /// Where texts come from.
    const SourceTexts& texts() const { return m_texts; }

Q_SIGNALS:
    void changed();

private:
    void install(const QString& code);

    SourceTexts m_texts;
    QString m_code;
    std::unique_ptr<QTranslator> m_own, m_qt;
};

}  // namespace sfumato
