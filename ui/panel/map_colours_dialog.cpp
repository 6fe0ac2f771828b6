// SPDX-License-Identifier: MIT
#include "panel/map_colours_dialog.h"

#include "job/image_conversion.h"
#include "settings/sentences.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kPreview = 220;  // pixels a side

QIcon swatch(const QColor& colour)
{
    QPixmap pixmap(18, 18);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0, 0, 0, 90), 1));
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0.5, 0.5, 17, 17), 4, 4);
    return pixmap;
}

QColor colourOf(const ldm::MapColour& colour)
{
    return {colour.rgb[0], colour.rgb[1], colour.rgb[2]};
}

// A small picture of the map; in whatever colours its cells have.
QPixmap previewOf(const ldm::ColourMap& map, const QList<QRgb>& colours)
{
    QImage cells(map.width, map.height, QImage::Format_Indexed8);
    cells.setColorTable(colours);
    for (int y = 0; y < map.height; ++y)
        std::copy_n(map.cells.data() + size_t(y) * size_t(map.width), map.width, cells.scanLine(y));
    return QPixmap::fromImage(
        cells.scaled(kPreview, kPreview, Qt::KeepAspectRatio, Qt::FastTransformation));
}

}  // namespace

MapColoursDialog::MapColoursDialog(const QString& name, ldm::ColourMap map,
                                   const LabelPalette& labels, QWidget* parent)
    : QDialog(parent),
      m_map(std::move(map)),
      m_labels(labels),
      m_name(name),
      m_summary(new QLabel),
      m_tables(new QComboBox),
      m_list(new QTreeWidget),
      m_before(new QLabel),
      m_after(new QLabel)
{
    setWindowTitle(tr("Colours of %1").arg(name));
    resize(760, 540);
    build();
    fill();
}

void MapColoursDialog::build()
{
    m_summary->setWordWrap(true);
    m_tables->setAccessibleName(tr("Read the colours as"));
    m_tables->setToolTip(tr("What program or data set the map's colours come from"));
    m_tables->hide();
    m_list->setHeaderLabels({tr("Colour in the file"), tr("Share"), tr("Becomes")});
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setAccessibleName(tr("Colours and labels"));
    m_list->header()->setStretchLastSection(true);
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto* pictures = new QVBoxLayout;
    auto* before = new QLabel(tr("The file"));
    auto* after = new QLabel(tr("As it will be"));
    pictures->addWidget(before);
    pictures->addWidget(m_before);
    pictures->addWidget(after);
    pictures->addWidget(m_after);
    pictures->addStretch(1);
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(pictures);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* take = buttons->addButton(tr("Take this map"), QDialogButtonBox::AcceptRole);
    take->setObjectName(QStringLiteral("takeMap"));
    take->setDefault(true);
    take->setToolTip(tr("The map in the window becomes this one; it can be undone"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_tables, &QComboBox::activated, this, [this](int index) {
        try {
            m_map = m_read(index == 0 ? QString() : m_tables->itemText(index));
        } catch (const std::exception& e) {
            m_summary->setText(QString::fromUtf8(e.what()));
            return;
        }
        fill();
        Q_EMIT edited();
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(m_tables);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
}

void MapColoursDialog::setTables(const QStringList& titles, Reader read)
{
    m_read = std::move(read);
    m_tables->clear();
    m_tables->addItem(tr("Read the colours as they seem to be"));
    m_tables->addItems(titles);
    m_tables->setCurrentIndex(std::max(0, m_tables->findText(QString::fromStdString(m_map.table))));
    m_tables->setVisible(!titles.isEmpty());
}

QString MapColoursDialog::summary() const
{
    const int sure = int(std::count_if(m_map.colours.begin(), m_map.colours.end(),
                                       [](const auto& colour) { return colour.certain; }));
    const QString matched = tr("%1 of its %n colour(s) are labels of this model; look at the rest.",
                               nullptr, int(m_map.colours.size()))
                                .arg(sure);
    const QString table = QString::fromStdString(m_map.table);
    return joinedSentences({table.isEmpty() ? tr("%1 uses colours of its own.").arg(m_name)
                                            : tr("%1 looks like a map of %2.").arg(m_name, table),
                            matched});
}

void MapColoursDialog::fill()
{
    m_summary->setText(summary());
    m_list->clear();
    const double all = std::max<size_t>(1, m_map.cells.size());
    QList<QRgb> colours;
    for (size_t i = 0; i < m_map.colours.size(); ++i) {
        const auto& colour = m_map.colours[i];
        colours.append(colourOf(colour).rgb());
        const QString name =
            colour.name.empty() ? colourOf(colour).name() : QString::fromStdString(colour.name);
        auto* item =
            new QTreeWidgetItem(m_list, {name, tr("%1 %").arg(QLocale().toString(
                                                   100.0 * double(colour.pixels) / all, 'f', 1))});
        item->setIcon(0, swatch(colourOf(colour)));
        auto* labels = new QComboBox;
        labels->setAccessibleName(tr("Label for %1").arg(name));
        for (const auto& label : m_labels)
            labels->addItem(swatch(label.colour), label.name);
        labels->setCurrentIndex(colour.label);
        if (!colour.certain)
            labels->setToolTip(tr("A guess: no label has this name or colour"));
        connect(labels, &QComboBox::activated, this,
                [this, row = int(i)](int label) { setLabel(row, label); });
        m_list->setItemWidget(item, 2, labels);
    }
    m_before->setPixmap(previewOf(m_map, colours));
    showMap();
}

void MapColoursDialog::setLabel(int row, int label)
{
    m_map.colours[size_t(row)].label = label;
    m_map.colours[size_t(row)].certain = true;
    m_summary->setText(summary());
    showMap();
    Q_EMIT edited();
}

void MapColoursDialog::showMap()
{
    QList<QRgb> colours;
    for (const auto& colour : m_map.colours)
        colours.append(colour.label < m_labels.size() ? m_labels[colour.label].colour.rgb()
                                                      : qRgb(128, 128, 128));
    m_after->setPixmap(previewOf(m_map, colours));
}

QImage MapColoursDialog::map() const
{
    return toQImage(ldm::to_labels(m_map));
}

}  // namespace sfumato
