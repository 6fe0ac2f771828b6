// SPDX-License-Identifier: MIT
#pragma once

#include "document/label_palette.h"

#include <QListWidget>

class QLineEdit;

namespace sfumato {

class ToolContext;

/// The labels of a model to choose from: swatch with initial, name, digit key, search.
class LabelList : public QWidget {
    Q_OBJECT

public:
    explicit LabelList(ToolContext& context, QWidget* parent = nullptr);

    /// Other words than those of a map's labels: placeholder of the search, name, tooltip.
    void setTexts(const QString& find, const QString& name, const QString& tip);

    void setPalette(const LabelPalette& palette);

private:
    void filter(const QString& text);
    void follow(int label);

    ToolContext& m_context;
    QLineEdit* m_search;
    QListWidget* m_list;
};

}  // namespace sfumato
