// SPDX-License-Identifier: MIT
#include "sample_panel.h"

#include "mode/label_list.h"
#include "mode/mode_context.h"
#include "tool/tool_context.h"

#include <QLabel>
#include <QVBoxLayout>

namespace sfumato::sample {

SamplePanel::SamplePanel(ModeContext& context, QWidget* parent) : QWidget(parent)
{
    auto* classes = new LabelList(context.toolContext());
    classes->setTexts(tr("Find a class"), tr("Classes"), tr("What the picture is to show."));
    auto* chance =
        new QLabel(tr("This model makes what it learnt, as chance has it. Another seed, another "
                      "picture."));
    chance->setWordWrap(true);
    chance->setAlignment(Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(classes, 1);
    layout->addWidget(chance, 1);
    chance->setMargin(10);
    const auto follow = [=, &context] {
        classes->setPalette(context.palette());
        classes->setVisible(!context.palette().isEmpty());
        chance->setVisible(context.model() && context.palette().isEmpty());
    };
    follow();
    connect(&context.toolContext(), &ToolContext::paletteChanged, this, follow);
    context.onModelChanged(this, follow);
}

}  // namespace sfumato::sample
