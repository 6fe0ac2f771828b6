// SPDX-License-Identifier: MIT
#include "help/about_dialog.h"
#include "help/help_window.h"
#include "main_window.h"
#include "panel/model_manager.h"
#include "preferences_control.h"
#include "settings/language.h"
#include "settings/preferences_dialog.h"
#include "support/fake_generator.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Walks every control of every mode and dialog: named, explained, reached by Tab, and fitting.
class AccessibilityTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;

    // Controls of ours; parts that Qt makes for itself (arrows of a box, scroll bars) are left out.
    static bool isControl(const QWidget* widget)
    {
        if (widget->objectName().startsWith("qt_") || qobject_cast<const QScrollBar*>(widget) ||
            qobject_cast<const QHeaderView*>(widget) ||
            widget->objectName() == "ScrollLeftButton" ||
            widget->objectName() == "ScrollRightButton")
            return false;
        for (const auto* owner = widget->parentWidget(); owner; owner = owner->parentWidget())
            if (qobject_cast<const QAbstractSpinBox*>(owner) ||
                qobject_cast<const QComboBox*>(owner) || qobject_cast<const QLineEdit*>(owner) ||
                qobject_cast<const QAbstractItemView*>(owner) ||
                owner->inherits("QKeySequenceEdit"))
                return false;
        return qobject_cast<const QAbstractButton*>(widget) ||
               qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
               qobject_cast<const QAbstractSpinBox*>(widget) ||
               qobject_cast<const QAbstractSlider*>(widget) ||
               qobject_cast<const QAbstractItemView*>(widget) ||
               qobject_cast<const QPlainTextEdit*>(widget) ||
               qobject_cast<const CanvasView*>(widget) || widget->inherits("QKeySequenceEdit");
    }

    static QString describe(const QWidget* widget)
    {
        QString text = QString::fromLatin1(widget->metaObject()->className());
        for (const auto* owner = widget; owner; owner = owner->parentWidget())
            if (!owner->objectName().isEmpty())
                text += " in " + owner->objectName();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            text += " “" + button->text() + "”";
        return text + " “" + widget->toolTip() + "”";
    }

    static QStringList problemsOf(QWidget& window)
    {
        QSet<const QWidget*> chain;
        for (auto* w = window.nextInFocusChain(); w && !chain.contains(w);
             w = w->nextInFocusChain())
            chain.insert(w);
        QStringList problems;
        for (auto* widget : window.findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(&window) || widget->window() != &window || !isControl(widget))
                continue;
            auto* face = QAccessible::queryAccessibleInterface(widget);
            if (!face || face->text(QAccessible::Name).trimmed().isEmpty())
                problems << "no name: " + describe(widget);
            if (widget->toolTip().trimmed().isEmpty() && !qobject_cast<CanvasView*>(widget))
                problems << "no tooltip: " + describe(widget);
            if (!(widget->focusPolicy() & Qt::TabFocus) || !chain.contains(widget))
                problems << "not reached by Tab: " + describe(widget);
        }
        return problems;
    }

    // Each on a line of its own: a message of Qt Test is cut.
    static void requireNone(const QStringList& problems)
    {
        for (const QString& problem : problems)
            qWarning().noquote() << problem;
        QVERIFY(problems.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_settings = std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat);
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        m_language = std::make_unique<Language>();
        m_language->use("en");
        m_window = std::make_unique<MainWindow>(std::make_unique<FakeGenerator>(), *m_plugins,
                                                *m_settings, m_language.get());
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
    }

    void cleanupTestCase() { m_window.reset(); }

    void everyControlIsNamedExplainedAndReached_data()
    {
        QTest::addColumn<QString>("mode");
        for (const auto& w : m_window->workspaces())
            QTest::newRow(qPrintable(w->id())) << w->id();
    }

    void everyControlIsNamedExplainedAndReached()
    {
        QFETCH(QString, mode);
        QVERIFY(m_window->setMode(mode));
        for (auto* toggle : m_window->picturePanel().findChildren<QToolButton*>())
            if (toggle->arrowType() == Qt::RightArrow)
                toggle->click();
        QCoreApplication::processEvents();
        requireNone(problemsOf(*m_window));
    }

    void dialogsToo()
    {
        QStringList problems;
        PreferencesDialog preferences(*m_settings, m_window->preferences().shortcuts(), {});
        preferences.show();
        for (int page = 0; page < 5; ++page) {
            preferences.showPage(page);
            QCoreApplication::processEvents();
            problems += problemsOf(preferences);
        }
        HelpWindow help("en");
        help.show();
        problems += problemsOf(help);
        AboutDialog about("machine");
        about.show();
        problems += problemsOf(about);
        ModelManager models(m_folder.path(), nullptr);
        models.show();
        problems += problemsOf(models);
        problems.removeDuplicates();
        requireNone(problems);
    }

    void theCanvasSaysItsToolAndLabel()
    {
        QVERIFY(m_window->setMode("semantic"));
        auto& canvas = m_window->canvas();
        QCOMPARE(canvas.accessibleName(), QString("Canvas"));
        QTest::mouseMove(&canvas, canvas.mapFromDocument({20, 20}).toPoint());
        QVERIFY2(canvas.accessibleDescription().contains("Brush"),
                 qPrintable(canvas.accessibleDescription()));
        QVERIFY2(canvas.accessibleDescription().contains("sky"),
                 qPrintable(canvas.accessibleDescription()));
    }

    // A bar that is seen tells Qt's bridge of each value. Without a screen reader the bridge
    // sleeps, so what it would be told is asked of the same interface.
    void progressIsTold()
    {
        auto* bar = m_window->findChild<QProgressBar*>(QStringLiteral("runProgress"));
        auto* face = QAccessible::queryAccessibleInterface(bar);
        QVERIFY(face && face->valueInterface());
        QCOMPARE(face->role(), QAccessible::ProgressBar);
        QCOMPARE(face->text(QAccessible::Name), QString("Progress"));
        QList<int> told;
        connect(bar, &QProgressBar::valueChanged, this, [&] {
            if (bar->isVisible())
                told.append(face->valueInterface()->currentValue().toInt());
        });
        QVERIFY(m_window->setMode("semantic"));
        FakeGenerator::delay = 150;
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.wait(20000));
        FakeGenerator::delay = 0;
        disconnect(bar, nullptr, this, nullptr);
        QVERIFY2(told.size() >= 3, qPrintable(QString::number(told.size())));
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.last(), 100);
        QVERIFY(!bar->isVisible());
    }

    // The smallest screen that the program is made for; a 4K screen at 300 % is as small.
    void theWindowFitsASmallScreen_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString& code : Language::available())
            QTest::newRow(qPrintable(code)) << code;
    }

    void theWindowFitsASmallScreen()
    {
        QFETCH(QString, language);
        m_language->use(language);
        for (const auto& w : m_window->workspaces()) {
            QVERIFY(m_window->setMode(w->id()));
            QCoreApplication::processEvents();
            const QSize least = m_window->minimumSizeHint();
            QVERIFY2(
                least.width() <= 1280 && least.height() <= 720,
                qPrintable(
                    QString("%1 needs %2×%3").arg(w->id()).arg(least.width()).arg(least.height())));
        }
        m_language->use("en");
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
