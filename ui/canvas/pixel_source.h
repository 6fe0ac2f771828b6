// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"

#include <QImage>
#include <QRect>
#include <QSize>

#include <functional>

namespace sfumato {

/// Pixels that the canvas can show: a map, a photo, a stack of layers. Asked on the GUI thread.
class PixelSource {
public:
    virtual ~PixelSource() = default;

    virtual QSize size() const = 0;

    /// Draws what lies in a rectangle. @param rect inside the source
    /// @param out  QImage::Format_ARGB32_Premultiplied, of the rectangle's size; all of it is set
    virtual void render(QRect rect, QImage& out) const = 0;

    /// What `render` would draw now, as work that another thread may do later. A source whose
    /// drawing is dear copies what it needs; without that it is drawn at once.
    virtual std::function<QImage()> grab(QRect rect) const;
};

/// An image, of any format, as it is when it is asked for.
class ImageSource final : public PixelSource {
public:
    using Getter = std::function<const QImage&()>;

    /// @param image  gives the image; called each time, so the image may change
    explicit ImageSource(Getter image) : m_image(std::move(image)) {}

    QSize size() const override { return m_image().size(); }
    void render(QRect rect, QImage& out) const override;
    std::function<QImage()> grab(QRect rect) const override;

private:
    Getter m_image;
};

/// Layers of colours, one over the other, as they are when they are asked for.
class StackSource final : public PixelSource {
public:
    using Getter = std::function<std::vector<const Layer*>()>;

    /// @param layers  gives them, bottom first  @param size  gives what size all of them have
    StackSource(Getter layers, std::function<QSize()> size)
        : m_layers(std::move(layers)), m_size(std::move(size))
    {
    }

    QSize size() const override { return m_size(); }
    void render(QRect rect, QImage& out) const override;
    std::function<QImage()> grab(QRect rect) const override;

private:
    Getter m_layers;
    std::function<QSize()> m_size;
};

}  // namespace sfumato
