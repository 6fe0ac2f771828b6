// SPDX-License-Identifier: MIT
#include "settings/shortcut_editor.h"

#include "settings/shortcut_map.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace sfumato {

namespace {

constexpr int kId = Qt::UserRole;

}  // namespace

ShortcutEditor::ShortcutEditor(ShortcutMap& map, QWidget* parent)
    : QWidget(parent),
      m_map(map),
      m_search(new QLineEdit),
      m_list(new QTreeWidget),
      m_keys(new QKeySequenceEdit),
      m_assign(new QPushButton(tr("Assign"))),
      m_clear(new QPushButton(tr("No keys"))),
      m_reset(new QPushButton(tr("Default"))),
      m_conflict(new QLabel)
{
    build();
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutEditor::showChosen);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutEditor::showConflicts);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutEditor::assign);
    connect(m_clear, &QPushButton::clicked, this, [this] { m_map.set(chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_map.reset(chosen()); });
    connect(&m_map, &ShortcutMap::changed, this, &ShortcutEditor::fill);
    fill();
}

void ShortcutEditor::build()
{
    m_search->setPlaceholderText(tr("Find a command or keys"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Find a command or keys"));
    m_search->setToolTip(tr("Shows the commands with these letters in their name or keys"));
    m_list->setHeaderLabels({tr("Command"), tr("Keys"), tr("Default")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setToolTip(tr("Choose a command to change its keys"));
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setToolTip(tr("Click here and press the keys"));
    m_assign->setToolTip(tr("Gives these keys to the chosen command"));
    m_clear->setToolTip(tr("The chosen command has no keys"));
    m_reset->setToolTip(tr("The keys that the command came with"));
    m_conflict->setWordWrap(true);
    auto* all = new QPushButton(tr("All to their defaults"));
    all->setToolTip(tr("Every command gets the keys that it came with"));
    connect(all, &QPushButton::clicked, &m_map, &ShortcutMap::resetAll);
    auto* row = new QHBoxLayout;
    row->addWidget(m_keys, 1);
    for (auto* button : {m_assign, m_clear, m_reset}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    all->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addWidget(m_conflict);
    layout->addWidget(all, 0, Qt::AlignLeft);
}

QString ShortcutEditor::chosen() const
{
    const auto* item = m_list->currentItem();
    return item ? item->data(0, kId).toString() : QString();
}

bool ShortcutEditor::choose(const QString& id)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (auto* item = m_list->topLevelItem(i); item->data(0, kId).toString() == id) {
            m_list->setCurrentItem(item);
            return true;
        }
    return false;
}

void ShortcutEditor::fill()
{
    const QString before = chosen();
    m_list->clear();
    for (const auto& command : m_map.commands()) {
        const auto keys = [](const QKeySequence& k) {
            return k.toString(QKeySequence::NativeText);
        };
        auto* item =
            new QTreeWidgetItem(m_list, {command.text, keys(command.keys), keys(command.standard)});
        item->setData(0, kId, command.id);
        QFont font = item->font(1);
        font.setBold(command.keys != command.standard);
        item->setFont(1, font);
        if (const auto others = m_map.conflicts(command.id, command.keys); !others.isEmpty()) {
            item->setText(1, item->text(1) + QStringLiteral("  ⚠"));
            item->setToolTip(1, tr("Also: %1").arg(others.first().text));
        }
    }
    m_list->resizeColumnToContents(1);
    filter();
    if (!choose(before) && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showChosen();
}

void ShortcutEditor::filter()
{
    const QString wanted = m_search->text().trimmed();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        auto* item = m_list->topLevelItem(i);
        item->setHidden(!item->text(0).contains(wanted, Qt::CaseInsensitive) &&
                        !item->text(1).contains(wanted, Qt::CaseInsensitive));
    }
}

void ShortcutEditor::showChosen()
{
    m_keys->setKeySequence(m_map.keysOf(chosen()));
    showConflicts();
}

void ShortcutEditor::showConflicts()
{
    const QString id = chosen();
    QStringList names;
    for (const auto& other : m_map.conflicts(id, m_keys->keySequence()))
        names.append(other.text);
    m_conflict->setText(
        names.isEmpty()
            ? QString()
            : tr("⚠ These keys belong to “%1”, too. Assigning them takes them from there.")
                  .arg(names.join(QStringLiteral("”, “"))));
    m_assign->setEnabled(!id.isEmpty() && m_keys->keySequence() != m_map.keysOf(id));
    m_clear->setEnabled(!m_map.keysOf(id).isEmpty());
}

void ShortcutEditor::assign()
{
    const QString id = chosen();
    const QKeySequence keys = m_keys->keySequence();
    for (const auto& other : m_map.conflicts(id, keys))
        m_map.set(other.id, {});
    m_map.set(id, keys);
}

}  // namespace sfumato
