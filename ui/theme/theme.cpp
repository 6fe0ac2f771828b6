// SPDX-License-Identifier: MIT
#include "theme/theme.h"

#include "theme/themed_style.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace sfumato {

namespace {

struct Greys {
    QColor window, base, button, text, faint, line, accent, link;
};

Greys greysOf(bool dark)
{
    if (dark)
        return {QColor(43, 44, 47),    QColor(34, 35, 38),    QColor(56, 58, 62),
                QColor(226, 227, 229), QColor(166, 169, 174), QColor(26, 27, 29),
                QColor(56, 116, 194),  QColor(110, 164, 232)};
    return {QColor(238, 239, 241), QColor(252, 252, 253), QColor(226, 228, 231),
            QColor(32, 34, 38),    QColor(98, 102, 108),  QColor(198, 201, 206),
            QColor(44, 104, 184),  QColor(44, 104, 184)};
}

QPalette paletteOf(const Greys& g)
{
    QPalette p;
    p.setColor(QPalette::Window, g.window);
    p.setColor(QPalette::WindowText, g.text);
    p.setColor(QPalette::Base, g.base);
    p.setColor(QPalette::AlternateBase, g.window);
    p.setColor(QPalette::Text, g.text);
    p.setColor(QPalette::Button, g.button);
    p.setColor(QPalette::ButtonText, g.text);
    p.setColor(QPalette::PlaceholderText, g.faint);
    p.setColor(QPalette::ToolTipBase, g.base);
    p.setColor(QPalette::ToolTipText, g.text);
    p.setColor(QPalette::Highlight, g.accent);
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, g.link);
    p.setColor(QPalette::Mid, g.line);
    p.setColor(QPalette::Dark, g.line);
    p.setColor(QPalette::Disabled, QPalette::Light, g.window);  // no second, shifted text
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, g.faint);
    return p;
}

QString styleSheetOf(const Greys& g)
{
    return QStringLiteral(R"(
QToolBar { border: 0; spacing: 4px; padding: 4px; background: %1; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px; }
QToolButton:hover { background: %2; }
QToolButton:checked { background: %2; border-color: %3; }
QToolButton#generateButton { background: %3; color: white; padding: 5px 14px; font-weight: 600; }
QToolButton#generateButton:disabled { background: %2; color: %4; }
QDockWidget { titlebar-close-icon: none; }
QDockWidget::title { padding: 6px 8px; background: %1; }
QStatusBar { background: %1; } QStatusBar::item { border: 0; }
QStatusBar QLabel { padding: 0 8px; color: %4; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { padding: 3px 5px; min-height: 18px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { padding: 0; min-height: 0; }
#messageBar { background: %2; border-bottom: 1px solid %5; }
QListView, QTreeView { border: 1px solid %5; border-radius: 4px; }
QTreeView::item { padding: 2px 0; }
QProgressBar { border: 1px solid %5; border-radius: 4px; background: %6; max-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: %3; }
)")
        .arg(g.window.name(), g.button.name(), g.accent.name(), g.faint.name(), g.line.name(),
             g.base.name());
}

// Draws an SVG whose strokes are `currentColor` in the palette's text colour, at any size.
class ThemedIconEngine final : public QIconEngine {
public:
    explicit ThemedIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor colour = QApplication::palette().color(group, QPalette::ButtonText);
        QByteArray svg = m_svg;
        QSvgRenderer renderer(svg.replace("currentColor", colour.name().toLatin1()));
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(m_svg); }

private:
    QByteArray m_svg;
};

}  // namespace

QPalette themePalette(bool dark)
{
    return paletteOf(greysOf(dark));
}

QColor faintText(bool dark)
{
    return greysOf(dark).faint;
}

void applyTheme(QApplication& application, ThemeKind kind, std::optional<bool> systemDark)
{
    static const bool darkAtStart = application.palette().window().color().lightness() < 128;
    const bool dark =
        kind == ThemeKind::Dark || (kind == ThemeKind::System && systemDark.value_or(darkAtStart));
    const Greys greys = greysOf(dark);
    application.setStyle(new ThemedStyle);
    application.setPalette(paletteOf(greys));
    application.setStyleSheet(styleSheetOf(greys));
}

QIcon themedIcon(const QString& name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new ThemedIconEngine(file.readAll()));
}

}  // namespace sfumato
