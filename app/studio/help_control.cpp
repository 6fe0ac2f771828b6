// SPDX-License-Identifier: MIT
#include "help_control.h"

#include "help/about_dialog.h"
#include "help/callouts.h"
#include "help/help_window.h"
#include "main_window.h"
#include "settings/language.h"
#include "settings/preferences.h"

#include <QFileInfo>
#include <QMenu>

namespace sfumato {

HelpControl::HelpControl(MainWindow& window, QSettings& settings, Language* language)
    : QObject(&window), m_window(window), m_settings(settings), m_language(language)
{
    if (language)
        connect(language, &Language::changed, this, [this] {
            nameExamples();
            if (m_guide)
                m_guide->setLanguage(m_language->code());
        });
}

void HelpControl::build(QMenu* help)
{
    auto* guide = help->addAction(tr("Guide"), this, [this] { openGuide(); });
    guide->setShortcut(QKeySequence::HelpContents);
    guide->setToolTip(tr("The page about the mode in use"));
    help->addAction(tr("Keys and pointer"), this, [this] { openGuide(QStringLiteral("keys")); });
    buildExamples(help->addMenu(tr("Examples")));
    help->addSeparator();
    auto* about = help->addAction(tr("About Sfumato"), this, &HelpControl::about);
    about->setMenuRole(QAction::AboutRole);
}

void HelpControl::buildExamples(QMenu* menu)
{
    for (const auto& w : m_window.workspaces()) {
        auto* action = menu->addAction({}, this, [this, id = w->id()] { openExample(id); });
        action->setObjectName(QStringLiteral("example ") + w->id());
        m_exampleActions.append(action);
    }
    nameExamples();
}

void HelpControl::nameExamples()
{
    for (qsizetype i = 0; i < m_exampleActions.size(); ++i)
        m_exampleActions[i]->setText(m_window.workspaces()[size_t(i)]->mode().title());
}

void HelpControl::openExample(const QString& mode)
{
    const QString name = mode == QStringLiteral("semantic") ? QStringLiteral("lake") : mode;
    const QString file = QStringLiteral("%1/%2.png").arg(m_examples, name);
    if (!QFileInfo::exists(file)) {
        m_window.messages().show(tr("The example of this mode is missing: %1.").arg(file));
        return;
    }
    if (m_window.setMode(mode))
        m_window.openExample(file);
}

HelpWindow* HelpControl::openGuide(const QString& page)
{
    if (!m_guide) {
        m_guide = new HelpWindow(m_language ? m_language->code() : QStringLiteral("en"), &m_window);
        m_guide->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_guide->showPage(page.isEmpty() ? m_window.workspace().id() : page);
    m_guide->show();
    m_guide->raise();
    m_guide->activateWindow();
    return m_guide;
}

Callouts* HelpControl::introduce()
{
    if (kIntroduced.get(m_settings))
        return nullptr;
    auto* callouts = new Callouts(tr("Paint over it"), &m_window.canvas(), &m_window);
    const auto part = [this](const char* name) {
        return m_window.findChild<QWidget*>(QString::fromLatin1(name));
    };
    callouts->add(tr("What the brush paints"), part("labelsDock"));
    callouts->add(tr("Makes the picture"), part("generateButton"));
    callouts->add(tr("The pictures so far"), part("historyDock"));
    connect(callouts, &Callouts::dismissed, this, [this] { kIntroduced.set(m_settings, true); });
    return callouts;
}

void HelpControl::about()
{
    auto* dialog = new AboutDialog(m_window.deviceText(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace sfumato
