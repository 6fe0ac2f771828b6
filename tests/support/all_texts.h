// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMetaProperty>
#include <QTabBar>
#include <QTextEdit>
#include <QWidget>

namespace sfumato::test {

/// One text of a window, and where it was found.
struct FoundText {
    QString place, text;
    bool operator==(const FoundText&) const = default;
};

namespace detail {

inline void addModel(QList<FoundText>& all, const QString& place, const QAbstractItemModel& model)
{
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                all.append({QStringLiteral("%1[%2,%3]").arg(place).arg(row).arg(column),
                            model.index(row, column).data(role).toString()});
}

inline bool isWritten(const QObject& object, const QByteArray& property)
{
    static const QList<QByteArray> written{"styleSheet", "objectName", "plainText",
                                           "html",       "markdown",   "windowFilePath"};
    return written.contains(property) ||
           (property == "text" && qobject_cast<const QLineEdit*>(&object));
}

}  // namespace detail

/// Everything that can be read in a window and all that it owns, visible or not.
inline QList<FoundText> allTexts(QObject& root)
{
    QList<FoundText> all;
    QObjectList objects{&root};
    objects += root.findChildren<QObject*>();
    for (auto* object : objects) {
        const auto* type = object->metaObject();
        const QString place =
            QStringLiteral("%1 %2 in %3")
                .arg(QString::fromLatin1(type->className()), object->objectName(),
                     object->parent() ? object->parent()->objectName() : QString());
        for (int i = 0; i < type->propertyCount(); ++i) {
            const auto property = type->property(i);
            if (property.typeId() == QMetaType::QString && property.isWritable() &&
                !detail::isWritten(*object, property.name()))
                all.append({place + QLatin1Char('.') + QString::fromLatin1(property.name()),
                            property.read(object).toString()});
        }
        if (const auto* box = qobject_cast<QComboBox*>(object))
            detail::addModel(all, place, *box->model());
        else if (const auto* view = qobject_cast<QAbstractItemView*>(object);
                 view && view->model() && !qobject_cast<const QHeaderView*>(view))
            detail::addModel(all, place, *view->model());
        else if (const auto* tabs = qobject_cast<QTabBar*>(object))
            for (int t = 0; t < tabs->count(); ++t)
                all.append({place, tabs->tabText(t)});
    }
    return all;
}

}  // namespace sfumato::test
