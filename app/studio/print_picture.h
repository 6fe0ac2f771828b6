// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>

class QPagedPaintDevice;
class QWidget;

namespace sfumato {

/// Draws a picture on a page: whole, as large as the margins allow, in the middle.
/// @return false if the page cannot be painted on
bool paintPage(QPagedPaintDevice& page, const QImage& picture);

/// Shows what would be printed and prints it if the artist says so.
void printPicture(const QImage& picture, const QString& name, QWidget* parent);

}  // namespace sfumato
