// SPDX-License-Identifier: MIT
#include "settings/retranslate.h"

#include "settings/source_texts.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMetaProperty>
#include <QTabBar>
#include <QTextEdit>
#include <QTreeWidget>
#include <QWidget>

namespace sfumato {

namespace {

// What is written in these is the artist's, or no text.
bool isLeftAlone(const QObject& object, const QByteArray& property)
{
    static const QList<QByteArray> never{"objectName",  "styleSheet",     "inputMask",
                                         "currentText", "windowFilePath", "documentTitle",
                                         "html",        "plainText",      "markdown"};
    return never.contains(property) ||
           (property == "text" && qobject_cast<const QLineEdit*>(&object));
}

class Visitor {
public:
    explicit Visitor(const SourceTexts& texts) : m_texts(texts) {}

    void visit(QObject& object)
    {
        m_contexts = contextsOf(object);
        if (auto* action = qobject_cast<QAction*>(&object))
            visitAction(*action);
        else
            visitProperties(object);
        if (auto* box = qobject_cast<QComboBox*>(&object))
            visitEntries(*box);
        else if (auto* list = qobject_cast<QListWidget*>(&object))
            visitEntries(*list);
        else if (auto* tree = qobject_cast<QTreeWidget*>(&object))
            visitTree(*tree);
        else if (auto* tabs = qobject_cast<QTabBar*>(&object))
            visitTabs(*tabs);
    }

private:
    // The classes around a text: its own object's first, then that of its owners.
    static QList<QByteArray> contextsOf(const QObject& object)
    {
        QList<QByteArray> contexts;
        for (const auto* owner = &object; owner; owner = owner->parent())
            for (const auto* type = owner->metaObject(); type; type = type->superClass())
                contexts.append(type->className());
        return contexts;
    }

    template <typename Set>
    void say(const QString& text, Set set)
    {
        if (const auto now = m_texts.again(text, m_contexts); now && *now != text)
            set(*now);
    }

    void visitProperties(QObject& object)
    {
        const auto* type = object.metaObject();
        for (int i = 0; i < type->propertyCount(); ++i) {
            const auto property = type->property(i);
            if (property.typeId() == QMetaType::QString && property.isWritable() &&
                !isLeftAlone(object, property.name()))
                say(property.read(&object).toString(),
                    [&](const QString& now) { property.write(&object, now); });
        }
    }

    // Tooltip and icon text follow the text unless they were given.
    void visitAction(QAction& action)
    {
        QString derived = action.text();
        derived.remove(QLatin1Char('&')).remove(QStringLiteral("…")).remove(QStringLiteral("..."));
        const QString tip = action.toolTip();
        say(action.text(), [&](const QString& now) { action.setText(now); });
        if (tip != derived)
            say(tip, [&](const QString& now) { action.setToolTip(now); });
        say(action.statusTip(), [&](const QString& now) { action.setStatusTip(now); });
    }

    template <typename Entry>
    void visitRoles(Entry& entry)
    {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
            say(entry.data(role).toString(), [&](const QString& now) { entry.setData(role, now); });
    }

    void visitEntries(QComboBox& box)
    {
        for (int i = 0; i < box.count(); ++i)
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole})
                say(box.itemData(i, role).toString(),
                    [&](const QString& now) { box.setItemData(i, now, role); });
    }

    void visitEntries(QListWidget& list)
    {
        for (int i = 0; i < list.count(); ++i)
            visitRoles(*list.item(i));
    }

    void visitTree(QTreeWidget& tree)
    {
        visitItem(*tree.headerItem());
        for (int i = 0; i < tree.topLevelItemCount(); ++i)
            visitItem(*tree.topLevelItem(i));
    }

    void visitItem(QTreeWidgetItem& item)
    {
        for (int column = 0; column < item.columnCount(); ++column)
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole})
                say(item.data(column, role).toString(),
                    [&](const QString& now) { item.setData(column, role, now); });
        for (int i = 0; i < item.childCount(); ++i)
            visitItem(*item.child(i));
    }

    void visitTabs(QTabBar& tabs)
    {
        for (int i = 0; i < tabs.count(); ++i) {
            say(tabs.tabText(i), [&](const QString& now) { tabs.setTabText(i, now); });
            say(tabs.tabToolTip(i), [&](const QString& now) { tabs.setTabToolTip(i, now); });
        }
    }

    const SourceTexts& m_texts;
    QList<QByteArray> m_contexts;
};

}  // namespace

void retranslate(QObject& root, const SourceTexts& texts)
{
    Visitor visitor(texts);
    visitor.visit(root);
    for (auto* object : root.findChildren<QObject*>())
        visitor.visit(*object);
}

}  // namespace sfumato
