// SPDX-License-Identifier: MIT
#include "explore/canvas_size_dialog.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr int kMost = 8192;  // pixels a side

QSpinBox* sideBox(int value, int multiple, const QString& name)
{
    auto* box = new QSpinBox;
    box->setRange(multiple, kMost);
    box->setSingleStep(std::max(multiple, 16));
    box->setValue(value);
    box->setSuffix(QStringLiteral(" px"));
    box->setAccessibleName(name);
    return box;
}

}  // namespace

CanvasSizeDialog::CanvasSizeDialog(QSize size, int multiple, QWidget* parent)
    : QDialog(parent),
      m_from(size),
      m_multiple(std::max(1, multiple)),
      m_width(sideBox(size.width(), m_multiple, tr("Width"))),
      m_height(sideBox(size.height(), m_multiple, tr("Height"))),
      m_anchor(new QButtonGroup(this)),
      m_text(new QLabel)
{
    setObjectName(QStringLiteral("canvasSizeDialog"));
    setWindowTitle(tr("Canvas size"));
    const QStringList arrows{QStringLiteral("↖"), QStringLiteral("↑"), QStringLiteral("↗"),
                             QStringLiteral("←"), QStringLiteral("•"), QStringLiteral("→"),
                             QStringLiteral("↙"), QStringLiteral("↓"), QStringLiteral("↘")};
    const QStringList names{tr("Upper left corner"), tr("Upper side"), tr("Upper right corner"),
                            tr("Left side"),         tr("Middle"),     tr("Right side"),
                            tr("Lower left corner"), tr("Lower side"), tr("Lower right corner")};
    auto* grid = new QGridLayout;
    grid->setSpacing(2);
    for (int i = 0; i < 9; ++i) {
        auto* button = new QToolButton;
        button->setText(arrows[i]);
        button->setToolTip(names[i]);
        button->setAccessibleName(names[i]);
        button->setCheckable(true);
        button->setFixedSize(30, 30);
        grid->addWidget(button, i / 3, i % 3);
        m_anchor->addButton(button, i);
    }
    grid->setColumnStretch(3, 1);
    m_anchor->button(4)->setChecked(true);
    m_text->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Stays in place"), grid);
    form->addRow(m_text);
    form->addRow(buttons);
    for (auto* box : {m_width, m_height})
        connect(box, &QSpinBox::valueChanged, this, &CanvasSizeDialog::follow);
    connect(m_anchor, &QButtonGroup::idClicked, this, &CanvasSizeDialog::follow);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT extended(margins());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    follow();
}

QMargins CanvasSizeDialog::marginsFor(QSize from, QSize to, QPoint anchor, int multiple)
{
    const auto whole = [multiple](int pixels) {
        return int(std::lround(double(pixels) / multiple)) * multiple;
    };
    const int across = whole(to.width() - from.width());
    const int down = whole(to.height() - from.height());
    const int left = whole(across * anchor.x() / 2), top = whole(down * anchor.y() / 2);
    return {left, top, across - left, down - top};
}

QMargins CanvasSizeDialog::margins() const
{
    const int id = m_anchor->checkedId();
    return marginsFor(m_from, {m_width->value(), m_height->value()}, {id % 3, id / 3}, m_multiple);
}

void CanvasSizeDialog::follow()
{
    const QMargins by = margins();
    const QSize size(m_from.width() + by.left() + by.right(),
                     m_from.height() + by.top() + by.bottom());
    m_text->setText(tr("The canvas becomes %1×%2. What is there stays, and a new picture with the "
                       "same seed goes on from it.")
                        .arg(size.width())
                        .arg(size.height()));
}

}  // namespace sfumato
