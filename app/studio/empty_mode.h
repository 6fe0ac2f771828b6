// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"
#include "tool/tool.h"

#include <QCoreApplication>
#include <QWidget>

namespace sfumato {

/// What the window has where no plugin could be loaded: it makes nothing and says why.
class EmptyMode final : public CreativeMode {
public:
    QString title() const override { return sentence(); }
    QString panelTitle() const override { return {}; }
    std::vector<ldm::TaskKind> tasks() const override { return {}; }
    InputKind input() const override { return InputKind::Nothing; }
    QWidget* createPanel(QWidget* parent) override { return new QWidget(parent); }
    std::vector<std::unique_ptr<Tool>> createTools() override { return {}; }
    ldm::Recipe buildRecipe() const override { return {}; }
    QString obstacle() const override { return sentence(); }

private:
    static QString sentence()
    {
        return QCoreApplication::translate(
            "EmptyMode", "No creative mode is installed: the program's plugin folder is empty.");
    }
};

}  // namespace sfumato
