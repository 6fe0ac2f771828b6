// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <QByteArray>
#include <QString>

/// Small picture files made by hand, for the tests of core/io.
namespace samples {

QByteArray contents(const QString& path);
void put(const QString& path, const QByteArray& data);

/// A PNG chunk with its length and checksum.
QByteArray chunk(const QByteArray& type, const QByteArray& data);

/// zlib's format.
QByteArray deflated(const QByteArray& data);

/// A PNG by hand. `rows` has each row's filter byte; `before` comes before the pixels.
QByteArray png(quint32 width, quint32 height, int depth, int type, const QByteArray& rows,
               const QByteArray& before = {});

/// A soft ramp that lossy formats keep.
ldm::Image ramp(int width, int height, int channels);

}  // namespace samples
