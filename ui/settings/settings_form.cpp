// SPDX-License-Identifier: MIT
#include "settings/settings_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace sfumato {

namespace {

QPushButton* smallButton(const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setToolTip(tip);
    button->setAutoDefault(false);
    return button;
}

QStringList entriesOf(const QListWidget& list)
{
    QStringList all;
    for (int i = 0; i < list.count(); ++i)
        all.append(list.item(i)->text());
    return all;
}

}  // namespace

SettingsForm::SettingsForm(QSettings& store, QWidget* parent)
    : QWidget(parent), m_store(store), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(16, 16, 16, 16);
    m_form->setSpacing(10);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
}

void SettingsForm::add(const Words& words, QWidget* control)
{
    control->setAccessibleName(words.label);
    control->setToolTip(words.tip);
    m_form->addRow(words.label, control);
}

void SettingsForm::addNote(const QString& text)
{
    auto* note = new QLabel(text);
    note->setWordWrap(true);
    note->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_form->addRow(QString(), note);
}

void SettingsForm::refresh()
{
    m_refreshing = true;
    for (const auto& show : m_refreshers)
        show();
    m_refreshing = false;
}

void SettingsForm::addCheck(const Setting<bool>& setting, const Words& words)
{
    auto* box = new QCheckBox(words.label);
    box->setAccessibleName(words.label);
    box->setToolTip(words.tip);
    m_form->addRow(QString(), box);
    m_refreshers.append([=, this] { box->setChecked(setting.get(m_store)); });
    m_refreshers.back()();
    connect(box, &QCheckBox::toggled, this, [=, this](bool on) { write(setting, on); });
}

void SettingsForm::addNumber(const Setting<int>& setting, const Words& words, const Range& range)
{
    auto* box = new QSpinBox;
    box->setRange(range.least, range.most);
    box->setSuffix(range.suffix);
    box->setSpecialValueText(range.least_means);
    box->setKeyboardTracking(false);
    add(words, box);
    m_refreshers.append([=, this] { box->setValue(setting.get(m_store)); });
    m_refreshers.back()();
    connect(box, &QSpinBox::valueChanged, this, [=, this](int value) { write(setting, value); });
}

void SettingsForm::addChoice(const Setting<QString>& setting, const Words& words,
                             const QList<std::pair<QString, QString>>& choices)
{
    auto* box = new QComboBox;
    for (const auto& [value, name] : choices)
        box->addItem(name, value);
    add(words, box);
    m_refreshers.append([=, this] {
        const QString value = setting.get(m_store);
        if (box->findData(value) < 0)  // a graphics card that is not there now
            box->addItem(value, value);
        box->setCurrentIndex(box->findData(value));
    });
    m_refreshers.back()();
    connect(box, &QComboBox::currentIndexChanged, this,
            [=, this] { write(setting, box->currentData().toString()); });
}

void SettingsForm::addChoice(const Setting<int>& setting, const Words& words,
                             const QStringList& choices)
{
    auto* box = new QComboBox;
    box->addItems(choices);
    add(words, box);
    m_refreshers.append([=, this] { box->setCurrentIndex(setting.get(m_store)); });
    m_refreshers.back()();
    connect(box, &QComboBox::currentIndexChanged, this,
            [=, this](int index) { write(setting, index); });
}

void SettingsForm::addFolder(const Setting<QString>& setting, const Words& words,
                             const QString& standard)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* line = new QLineEdit;
    line->setPlaceholderText(QDir::toNativeSeparators(standard));
    line->setAccessibleName(words.label);
    line->setToolTip(words.tip);
    auto* choose = smallButton(tr("Choose…"), tr("Look for the folder"));
    layout->addWidget(line, 1);
    layout->addWidget(choose);
    m_form->addRow(words.label, row);
    m_refreshers.append([=, this] { line->setText(setting.get(m_store)); });
    m_refreshers.back()();
    connect(line, &QLineEdit::editingFinished, this, [=, this] { write(setting, line->text()); });
    connect(choose, &QPushButton::clicked, this, [=, this] {
        const QString folder = QFileDialog::getExistingDirectory(
            this, words.label, line->text().isEmpty() ? standard : line->text());
        if (folder.isEmpty())
            return;
        line->setText(folder);
        write(setting, folder);
    });
}

void SettingsForm::addFolders(const Setting<QStringList>& setting, const Words& words)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* list = new QListWidget;
    list->setMaximumHeight(6 * list->fontMetrics().lineSpacing());
    list->setAccessibleName(words.label);
    list->setToolTip(words.tip);
    auto* add = smallButton(tr("Add…"), tr("Look for a folder to add"));
    auto* remove = smallButton(tr("Remove"), tr("Takes the chosen folder off the list; its files "
                                                "stay"));
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    row->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    layout->addWidget(list, 1);
    layout->addLayout(buttons);
    m_form->addRow(words.label, row);
    m_refreshers.append([=, this] {
        list->clear();
        list->addItems(setting.get(m_store));
    });
    m_refreshers.back()();
    connect(add, &QPushButton::clicked, this, [=, this] {
        const QString folder = QFileDialog::getExistingDirectory(this, words.label);
        if (folder.isEmpty() || entriesOf(*list).contains(folder))
            return;
        list->addItem(folder);
        write(setting, entriesOf(*list));
    });
    connect(remove, &QPushButton::clicked, this, [=, this] {
        delete list->currentItem();
        write(setting, entriesOf(*list));
    });
}

}  // namespace sfumato
