// SPDX-License-Identifier: MIT
#pragma once

#include "main_window.h"
#include "support/fake_generator.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace sfumato::test {

/// The real window with every mode, in a folder of its own.
class WindowFixture {
protected:
    static constexpr int kPatience = 5000;  ///< ms
    /// As at the first start: no settings, a stand-in that neither waits nor fails.
    void begin()
    {
        FakeGenerator::steps = 0;
        FakeGenerator::held = false;
        FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
    }

    /// Opens the window over a stand-in for the engine; again in a test, it is the next start.
    /// @param session  folder of unsaved work; each test has its own
    void openWindow(const QString& session = QString::fromLatin1(QTest::currentTestFunction()))
    {
        openWindow(std::make_unique<FakeGenerator>(), kPatience, session);
    }

    /// The same over that engine. @param patience  ms that it may take to find its models
    void openWindow(std::unique_ptr<Generator> engine, int patience,
                    const QString& session = QString::fromLatin1(QTest::currentTestFunction()))
    {
        m_window = std::make_unique<MainWindow>(std::move(engine), *m_plugins, *m_settings);
        m_window->setSessionFolder(m_folder.filePath(session));
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait(patience));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    /// Opens a file as an artist does.
    void openFile(const QString& file, int patience = kPatience)
    {
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(file);
        QVERIFY(opened.count() > 0 || opened.wait(patience));
    }

    /// Drags over the canvas with the tool in use, in the document's pixels.
    void drag(QPointF from, QPointF to)
    {
        auto& canvas = m_window->canvas();
        const auto at = [&](QPointF p) { return canvas.mapFromDocument(p).toPoint(); };
        QTest::mousePress(&canvas, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&canvas, at((from + to) / 2));
        QTest::mouseMove(&canvas, at(to));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(to));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace sfumato::test
