// SPDX-License-Identifier: MIT
#include "print_picture.h"

#include <QPageLayout>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QPrintPreviewDialog>
#include <QPrinter>

namespace sfumato {

bool paintPage(QPagedPaintDevice& page, const QImage& picture)
{
    QPainter painter;
    if (!painter.begin(&page))
        return false;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect area = painter.viewport();
    const QSize size = picture.size().scaled(area.size(), Qt::KeepAspectRatio);
    painter.drawImage(
        QRect(area.x() + (area.width() - size.width()) / 2,
              area.y() + (area.height() - size.height()) / 2, size.width(), size.height()),
        picture);
    return painter.end();
}

void printPicture(const QImage& picture, const QString& name, QWidget* parent)
{
    QPrinter printer(QPrinter::HighResolution);
    printer.setDocName(name);
    printer.setPageOrientation(picture.width() > picture.height() ? QPageLayout::Landscape
                                                                  : QPageLayout::Portrait);
    QPrintPreviewDialog dialog(&printer, parent);
    dialog.setWindowTitle(QPrintPreviewDialog::tr("Print"));
    QObject::connect(&dialog, &QPrintPreviewDialog::paintRequested, &dialog,
                     [&picture](QPrinter* page) { paintPage(*page, picture); });
    dialog.exec();
}

}  // namespace sfumato
