// SPDX-License-Identifier: MIT
#include "theme/theme.h"

#include "support/contrast.h"

#include <QApplication>
#include <QCheckBox>
#include <QRadioButton>
#include <QTest>

using namespace sfumato;
using test::contrast;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsReckonedAsDefined()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor(118, 118, 118), Qt::white) - 4.54) < 0.01);
    }

    // What is not ticked must be seen, too: 3 : 1 is what WCAG 2 asks of a control's outline.
    void whatCanBeTickedIsSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("on");
        for (const bool dark : {false, true})
            for (const bool on : {false, true})
                QTest::addRow("%s, %s", dark ? "dark" : "light", on ? "on" : "off") << dark << on;
    }

    void whatCanBeTickedIsSeen()
    {
        QFETCH(bool, dark);
        QFETCH(bool, on);
        applyTheme(*qApp, dark ? ThemeKind::Dark : ThemeKind::Light);
        QCheckBox box(QStringLiteral("A"));
        QRadioButton button(QStringLiteral("A"));
        for (QAbstractButton* control :
             {static_cast<QAbstractButton*>(&box), static_cast<QAbstractButton*>(&button)}) {
            control->setChecked(on);
            control->resize(control->sizeHint());
            const QImage image = control->grab().toImage();
            // In the row through its middle, before the text.
            const double best = test::strongestContrast(image, {0, image.height() / 2, 18, 1},
                                                        themePalette(dark).color(QPalette::Window));
            QVERIFY2(best >= 3.0, qPrintable(QString::number(best)));
        }
    }

    void textCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("ground");
        for (const bool dark : {false, true}) {
            const auto row = [dark](const char* name, int text, int ground) {
                QTest::addRow("%s, %s", dark ? "dark" : "light", name) << dark << text << ground;
            };
            row("window", QPalette::WindowText, QPalette::Window);
            row("list", QPalette::Text, QPalette::Base);
            row("other rows", QPalette::Text, QPalette::AlternateBase);
            row("button", QPalette::ButtonText, QPalette::Button);
            row("tooltip", QPalette::ToolTipText, QPalette::ToolTipBase);
            row("chosen", QPalette::HighlightedText, QPalette::Highlight);
            row("placeholder", QPalette::PlaceholderText, QPalette::Base);
            row("link", QPalette::Link, QPalette::Base);
            row("link in a window", QPalette::Link, QPalette::Window);
        }
    }

    void textCanBeRead()
    {
        QFETCH(bool, dark);
        QFETCH(int, text);
        QFETCH(int, ground);
        const QPalette p = themePalette(dark);
        const double c =
            contrast(p.color(QPalette::ColorRole(text)), p.color(QPalette::ColorRole(ground)));
        QVERIFY2(c >= 4.5, qPrintable(QString::number(c)));
    }

    void textThatStandsBackCanBeRead()
    {
        for (const bool dark : {false, true}) {
            const auto ground = themePalette(dark).color(QPalette::Window);
            QVERIFY2(contrast(faintText(dark), ground) >= 4.5,
                     qPrintable(QString::number(contrast(faintText(dark), ground))));
        }
    }

    void theSystemsThemeDecidesWhereItIsKnown()
    {
        const auto isDark = [] {
            return QApplication::palette().color(QPalette::Window).lightness() < 128;
        };
        applyTheme(*qApp, ThemeKind::System, true);
        QVERIFY(isDark());
        applyTheme(*qApp, ThemeKind::System, false);
        QVERIFY(!isDark());
        applyTheme(*qApp, ThemeKind::Dark, false);
        QVERIFY(isDark());
        applyTheme(*qApp, ThemeKind::Light, true);
        QVERIFY(!isDark());
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
