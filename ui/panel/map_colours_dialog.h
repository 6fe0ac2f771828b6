// SPDX-License-Identifier: MIT
#pragma once

#include "document/label_palette.h"

#include <ldm/colour_map.h>

#include <QDialog>
#include <QImage>

#include <functional>

class QComboBox;
class QLabel;
class QTreeWidget;

namespace sfumato {

/// Shows what the colours of another program's map were taken for, for correction before the map is
/// taken: a row a colour with its share of the picture and the label that it becomes.
class MapColoursDialog : public QDialog {
    Q_OBJECT

public:
    /// Reads the map by another table, by its title; empty = as it seems.
    using Reader = std::function<ldm::ColourMap(const QString& table)>;

    MapColoursDialog(const QString& name, ldm::ColourMap map, const LabelPalette& labels,
                     QWidget* parent = nullptr);

    /// Offers other tables.
    void setTables(const QStringList& titles, Reader read);

    /// The map of labels as it is shown now: Format_Indexed8.
    QImage map() const;

    const ldm::ColourMap& colours() const { return m_map; }

Q_SIGNALS:
    /// Another label was chosen for a colour.
    void edited();

private:
    void build();
    void fill();
    void setLabel(int row, int label);
    void showMap();
    QString summary() const;

    ldm::ColourMap m_map;
    LabelPalette m_labels;
    QString m_name;
    Reader m_read;
    QLabel* m_summary;
    QComboBox* m_tables;
    QTreeWidget* m_list;
    QLabel* m_before;
    QLabel* m_after;
};

}  // namespace sfumato
