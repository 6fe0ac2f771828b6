// SPDX-License-Identifier: MIT
#include "mode/label_list.h"

#include "tool/tool_context.h"

#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace sfumato {

namespace {

constexpr int kEnglish = Qt::UserRole;

// Colour and initial: nothing is told by colour alone.
QIcon swatch(const PaletteEntry& entry)
{
    QPixmap pixmap(44, 44);
    pixmap.setDevicePixelRatio(2.0);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(entry.colour.darker(150), 1));
    painter.setBrush(entry.colour);
    painter.drawRoundedRect(QRectF(1, 1, 20, 20), 4, 4);
    painter.setPen(entry.colour.lightness() > 140 ? QColor(0, 0, 0, 190)
                                                  : QColor(255, 255, 255, 230));
    QFont font = painter.font();
    font.setPixelSize(12);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(QRectF(1, 1, 20, 20), Qt::AlignCenter, entry.name.left(1).toUpper());
    return QIcon(pixmap);
}

}  // namespace

LabelList::LabelList(ToolContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_search(new QLineEdit), m_list(new QListWidget)
{
    m_search->setPlaceholderText(tr("Find a label"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Find a label"));
    m_search->setToolTip(tr("Shows the names with these letters"));
    m_list->setIconSize({22, 22});
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Labels"));
    m_list->setToolTip(tr("What the brush paints. Keys 1 to 9 and 0 choose the first ten."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &LabelList::filter);
    connect(m_list, &QListWidget::currentRowChanged, &context, &ToolContext::setLabel);
    connect(&context, &ToolContext::labelChanged, this, &LabelList::follow);
}

void LabelList::setTexts(const QString& find, const QString& name, const QString& tip)
{
    m_search->setPlaceholderText(find);
    m_search->setAccessibleName(find);
    m_list->setAccessibleName(name);
    m_list->setToolTip(tip);
}

void LabelList::setPalette(const LabelPalette& palette)
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (int i = 0; i < palette.size(); ++i) {
        const QString key = i < 10 ? QStringLiteral("   %1").arg((i + 1) % 10) : QString();
        auto* item = new QListWidgetItem(swatch(palette[i]), palette[i].name + key, m_list);
        item->setData(Qt::AccessibleTextRole, palette[i].name);
        item->setData(kEnglish, palette[i].english);
    }
    m_list->setCurrentRow(m_context.label());
}

void LabelList::filter(const QString& text)
{
    for (int i = 0; i < m_list->count(); ++i)
        if (auto* item = m_list->item(i))
            item->setHidden(!item->text().contains(text, Qt::CaseInsensitive) &&
                            !item->data(kEnglish).toString().contains(text, Qt::CaseInsensitive));
}

void LabelList::follow(int label)
{
    const QSignalBlocker blocker(m_list);
    m_list->setCurrentRow(label);
}

}  // namespace sfumato
