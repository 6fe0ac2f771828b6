// SPDX-License-Identifier: MIT
#include "settings/preferences_dialog.h"

#include "settings/language.h"
#include "settings/preferences.h"
#include "settings/settings_form.h"
#include "settings/shortcut_editor.h"
#include "settings/shortcut_map.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace sfumato {

PreferencesDialog::PreferencesDialog(QSettings& store, ShortcutMap& shortcuts,
                                     const std::vector<ldm::DeviceInfo>& devices, QWidget* parent)
    : QDialog(parent), m_store(store), m_shortcuts(shortcuts), m_tabs(new QTabWidget)
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferences"));
    m_tabs->setAccessibleName(tr("Pages of the preferences"));
    m_tabs->tabBar()->setToolTip(tr("Pages of the preferences"));
    m_tabs->tabBar()->setAccessibleName(tr("Pages of the preferences"));
    buildLook();
    buildHands();
    auto* shortcutPage = new ShortcutEditor(shortcuts);
    shortcutPage->setAutoFillBackground(true);  // as the other pages are
    m_tabs->addTab(shortcutPage, tr("Shortcuts"));
    buildFiles();
    buildComputing(devices);
    auto* reset = new QPushButton(tr("Reset to defaults…"));
    reset->setToolTip(tr("Puts everything here, the shortcuts too, back to how it came"));
    reset->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"));
    close->setToolTip(tr("Closes the preferences; what was changed holds already"));
    close->setDefault(true);
    connect(reset, &QPushButton::clicked, this, &PreferencesDialog::resetAll);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(reset);
    buttons->addStretch();
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(buttons);
    resize(640, 520);
}

void PreferencesDialog::showPage(int page)
{
    m_tabs->setCurrentIndex(page);
}

SettingsForm* PreferencesDialog::addPage(const QString& title)
{
    auto* form = new SettingsForm(m_store);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(form);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->addTab(scroll, title);
    m_forms.append(form);
    connect(form, &SettingsForm::changed, this, &PreferencesDialog::changed);
    return form;
}

void PreferencesDialog::buildLook()
{
    auto* form = addPage(tr("Look"));
    QList<std::pair<QString, QString>> languages{{QString(), tr("As the system")}};
    for (const QString& code : Language::available())
        languages.append({code, Language::nameOf(code)});
    form->addChoice(kLanguage, {tr("Language"), tr("Of menus, panels and the guide")}, languages);
    form->addChoice(kTheme, {tr("Theme"), tr("Colours of the window; the canvas stays neutral")},
                    QStringList{tr("As the system"), tr("Light"), tr("Dark")});
    form->addCheck(kPreviews,
                   {tr("Show the picture as it forms"),
                    tr("A small preview after each step; costs about one percent of the time")});
    form->addNumber(kPreviewsPerSecond,
                    {tr("Previews a second"), tr("At most so many; fewer leave more time for the "
                                                 "picture")},
                    {0, 60, {}, tr("After each step")});
    form->addCheck(kNotify, {tr("Tell me when a picture is done"),
                             tr("A notification if it took more than 10 seconds and you look at "
                                "another window")});
}

void PreferencesDialog::buildHands()
{
    auto* form = addPage(tr("Keys and pointer"));
    form->addCheck(kWheelScrolls,
                   {tr("The wheel scrolls"), tr("The wheel moves the view; with Ctrl it zooms")});
    form->addCheck(kKritaKeys,
                   {tr("Keys as in Krita"),
                    tr("1, 2 and 3 show the picture at 100 %, whole and at 200 %; 4, 5 and 6 turn "
                       "the view; labels are chosen with Alt and the digit")});
    form->addNote(tr("Single keys can be changed on the page “Shortcuts”."));
}

void PreferencesDialog::buildFiles()
{
    auto* form = addPage(tr("Files"));
    form->addFolder(kPictureFolder,
                    {tr("Pictures"), tr("Where exported pictures go unless you say otherwise")},
                    QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    form->addFolders(kModelFolders,
                     {tr("Folders of models"), tr("Searched for models beside those that came "
                                                  "with Sfumato and your own")});
    form->addNumber(kAutosaveSeconds,
                    {tr("Keep unsaved work every"),
                     tr("How much work a crash can cost at most; a copy takes a moment")},
                    {2, 600, tr(" s")});
}

void PreferencesDialog::buildComputing(const std::vector<ldm::DeviceInfo>& devices)
{
    auto* form = addPage(tr("Computing"));
    QList<std::pair<QString, QString>> choices{{kDevice.standard(), tr("Automatic")}};
    for (const auto& device : devices)
        choices.append(
            {QString::fromStdString(device.id), QString::fromStdString(device.name).simplified()});
    form->addChoice(kDevice, {tr("Device"), tr("Where pictures are computed")}, choices);
    form->addChoice(kPrecision,
                    {tr("Precision"), tr("Of new pictures. Exact repeats to the byte; fast takes "
                                         "about 60 % of the time")},
                    {{QStringLiteral("auto"), tr("Automatic")},
                     {QStringLiteral("fp32"), tr("Exact (fp32)")},
                     {QStringLiteral("bf16"), tr("Fast (bf16)")}});
    form->addNumber(kMemoryMegabytes,
                    {tr("Memory"), tr("What one step may take; with less, large pictures are made "
                                      "in more and smaller parts")},
                    {0, 1 << 20, tr(" MB"), tr("Half of the device's")});
    form->addNumber(kThreads,
                    {tr("Threads"), tr("Of the processor; fewer leave more for other programs")},
                    {0, 256, {}, tr("One for each core")});
    form->addNote(
        tr("Device, memory and threads take effect as soon as no picture is being made; "
           "the model is loaded again then."));
}

void PreferencesDialog::resetAll()
{
    const auto answer = QMessageBox::question(
        this, tr("Reset to defaults?"),
        tr("All preferences and shortcuts go back to how they came. Pictures, models and "
           "projects stay."),
        QMessageBox::Reset | QMessageBox::Cancel);
    if (answer != QMessageBox::Reset)
        return;
    resetPreferences(m_store);
    m_shortcuts.resetAll();
    for (auto* form : m_forms)
        form->refresh();
    Q_EMIT wasReset();
}

}  // namespace sfumato
