// SPDX-License-Identifier: MIT
#include "settings/language.h"

#include "settings/retranslate.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <QWidget>

namespace sfumato {

namespace {

// Answers as any translator, and remembers what it was asked. Contexts that begin with Q are Qt's.
class RememberingTranslator final : public QTranslator {
public:
    RememberingTranslator(SourceTexts& texts, bool ofQt) : m_texts(texts), m_ofQt(ofQt) {}

    bool isEmpty() const override { return false; }

    QString translate(const char* context, const char* source, const char* comment,
                      int number) const override
    {
        const QString text = QTranslator::translate(context, source, comment, number);
        if ((context[0] == 'Q') == m_ofQt)
            m_texts.remember(text.isEmpty() ? QString::fromUtf8(source) : text,
                             {context, source, comment, number});
        return text;
    }

private:
    SourceTexts& m_texts;
    bool m_ofQt;
};

}  // namespace

Language::Language(QObject* parent) : QObject(parent)
{
}

Language::~Language() = default;

QStringList Language::available()
{
    return {QStringLiteral("en"), QStringLiteral("zh_CN")};
}

QString Language::nameOf(const QString& code)
{
    return code == QStringLiteral("zh_CN") ? QStringLiteral("简体中文") : QStringLiteral("English");
}

QString Language::ofSystem()
{
    for (const QString& wanted : QLocale::system().uiLanguages())
        for (const QString& code : available())
            if (QLocale(wanted).language() == QLocale(code).language())
                return code;
    return available().front();
}

void Language::use(const QString& code)
{
    const QString wanted = available().contains(code) ? code : ofSystem();
    if (wanted == m_code)
        return;
    m_code = wanted;
    install(wanted);
    for (auto* window : QApplication::topLevelWidgets())
        retranslate(*window, m_texts);
    Q_EMIT changed();
}

void Language::install(const QString& code)
{
    const QLocale locale(code);
    QLocale::setDefault(locale);
    auto own = std::make_unique<RememberingTranslator>(m_texts, false);
    // English needs its plurals only, and serves without them.
    (void)own->load(QStringLiteral(":/translations/sfumato_%1.qm").arg(code));
    // Qt's own texts, as of its dialogs: a package of the system.
    auto qt = std::make_unique<RememberingTranslator>(m_texts, true);
    (void)qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                   QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    QCoreApplication::installTranslator(qt.get());
    QCoreApplication::installTranslator(own.get());
    m_own = std::move(own);  // the ones before take themselves out as they go
    m_qt = std::move(qt);
}

}  // namespace sfumato
