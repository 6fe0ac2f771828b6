// SPDX-License-Identifier: MIT
#include "panel/new_document_dialog.h"

#include "theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace sfumato {

namespace {

constexpr int kIcon = 96;
constexpr int kExampleRole = Qt::UserRole + 1;
constexpr QSize kSizes[]{{256, 256}, {512, 512}, {768, 512}, {512, 768}, {768, 768}, {1024, 1024}};

// Whole and in the middle of a square.
QIcon thumbnailOf(const QImage& image)
{
    QPixmap square(kIcon, kIcon);
    square.fill(Qt::transparent);
    const QImage small = image.scaled(kIcon, kIcon, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QPainter painter(&square);
    painter.drawImage((kIcon - small.width()) / 2, (kIcon - small.height()) / 2, small);
    return QIcon(square);
}

// A symbol on a sheet.
QIcon sheetWith(const QString& symbol)
{
    constexpr int kMargin = 10, kSymbol = 40;
    QPixmap sheet(kIcon, kIcon);
    sheet.fill(Qt::transparent);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(128, 132, 138), 2, Qt::DashLine));
    painter.drawRoundedRect(sheet.rect().adjusted(kMargin, kMargin, -kMargin, -kMargin), 8, 8);
    themedIcon(symbol).paint(&painter,
                             QRect((kIcon - kSymbol) / 2, (kIcon - kSymbol) / 2, kSymbol, kSymbol));
    return QIcon(sheet);
}

QString textOf(QSize size)
{
    return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
}

}  // namespace

NewDocumentDialog::NewDocumentDialog(const QStringList& examples, const QImage& copied,
                                     QWidget* parent)
    : QDialog(parent),
      m_starts(new QListWidget),
      m_sizes(new QComboBox),
      m_width(new QSpinBox),
      m_height(new QSpinBox),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("New document"));
    m_starts->setViewMode(QListView::IconMode);
    m_starts->setIconSize({kIcon, kIcon});
    m_starts->setGridSize({kIcon + 36, kIcon + 40});
    m_starts->setMovement(QListView::Static);
    m_starts->setResizeMode(QListView::Adjust);
    m_starts->setWordWrap(true);
    m_starts->setAccessibleName(tr("What to begin with"));
    using Kind = DocumentStart::Kind;
    add(Kind::Map, sheetWith(QStringLiteral("semantic")), tr("Empty map"),
        tr("Paint what is where, and a picture is made of it"));
    add(Kind::Photo, sheetWith(QStringLiteral("picture")), tr("Empty photo"),
        tr("A white sheet to paint on and to fill"));
    if (!copied.isNull())
        add(Kind::Clipboard, thumbnailOf(copied), tr("From the clipboard"),
            tr("The picture that was copied, in its own size"));
    for (const QString& file : examples) {
        const QString name = QFileInfo(file).completeBaseName();
        auto* item = add(Kind::Example, thumbnailOf(QImage(file)), name,
                         tr("The example map “%1”").arg(name));
        item->setData(kExampleRole, file);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_starts, 1);
    buildSize(layout);
    layout->addWidget(m_buttons);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Create"));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_starts, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(m_starts, &QListWidget::currentRowChanged, this, &NewDocumentDialog::enableParts);
    m_starts->setCurrentRow(0);
    setSize({512, 512});
    resize(720, 420);
}

QListWidgetItem* NewDocumentDialog::add(DocumentStart::Kind kind, const QIcon& icon,
                                        const QString& text, const QString& tip)
{
    auto* item = new QListWidgetItem(icon, text, m_starts);
    item->setData(Qt::UserRole, int(kind));
    item->setToolTip(tip);
    return item;
}

void NewDocumentDialog::buildSize(QLayout* layout)
{
    constexpr int kLeast = 64, kMost = 8192, kStep = 64;
    auto* row = new QWidget;
    auto* parts = new QHBoxLayout(row);
    parts->setContentsMargins(0, 0, 0, 0);
    for (const QSize& size : kSizes)
        m_sizes->addItem(textOf(size), size);
    m_sizes->addItem(tr("Other"));
    m_sizes->setAccessibleName(tr("Size"));
    for (auto* side : {m_width, m_height}) {
        side->setRange(kLeast, kMost);
        side->setSingleStep(kStep);
        side->setSuffix(tr(" px"));
    }
    m_width->setAccessibleName(tr("Width"));
    m_height->setAccessibleName(tr("Height"));
    parts->addWidget(new QLabel(tr("Size")));
    parts->addWidget(m_sizes);
    parts->addWidget(m_width);
    parts->addWidget(new QLabel(QStringLiteral("×")));
    parts->addWidget(m_height);
    parts->addStretch();
    layout->addWidget(row);
    connect(m_sizes, &QComboBox::activated, this, &NewDocumentDialog::sizeChosen);
    for (auto* side : {m_width, m_height})
        connect(side, &QSpinBox::valueChanged, this, [this] {
            setSize({m_width->value(), m_height->value()});
        });
}

void NewDocumentDialog::sizeChosen()
{
    if (const QSize size = m_sizes->currentData().toSize(); size.isValid())
        setSize(size);
    else
        m_width->setFocus();
}

void NewDocumentDialog::setSize(QSize size)
{
    const QSignalBlocker width(m_width), height(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
    const int known = m_sizes->findData(size);
    m_sizes->setCurrentIndex(known < 0 ? m_sizes->count() - 1 : known);
}

void NewDocumentDialog::enableParts()
{
    const bool sized = start().kind != DocumentStart::Kind::Clipboard;
    for (QWidget* part : {static_cast<QWidget*>(m_sizes), static_cast<QWidget*>(m_width),
                          static_cast<QWidget*>(m_height)})
        part->setEnabled(sized);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_starts->currentItem() != nullptr);
}

DocumentStart NewDocumentDialog::start() const
{
    DocumentStart start;
    if (const auto* item = m_starts->currentItem()) {
        start.kind = DocumentStart::Kind(item->data(Qt::UserRole).toInt());
        start.example = item->data(kExampleRole).toString();
    }
    start.size = {m_width->value(), m_height->value()};
    return start;
}

}  // namespace sfumato
