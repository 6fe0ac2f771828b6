// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "support/fake_generator.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdio>

using namespace sfumato;
using sfumato::test::FakeGenerator;

namespace {

constexpr int kInterval = 150;  // ms from a change to its copy
constexpr int kSide = 256;      // of the map; stroke n marks pixel n

const QPoint kMark(kSide - 1, kSide - 1);  // of the second document

// The two documents that are painted on in turn: what came back of them, else the project, else new
// ones.
std::array<Session*, 2> documentsOf(MainWindow& window, const QString& project)
{
    std::array<Session*, 2> found{};
    const auto sort = [&] {
        for (int i = 0; i < window.sessions().count(); ++i) {
            auto& session = window.sessions().at(i);
            found[session.current().document().labelAt(kMark) == 2] = &session;
        }
    };
    if (window.restoreSession())
        sort();
    if (!found[0] && QFile::exists(project)) {
        QSignalSpy opened(&window, &MainWindow::fileOpened);
        window.openFile(project);
        if (opened.isEmpty() && !opened.wait())
            return {};
        sort();
    }
    if (!found[0])
        found[0] = found[1] ? &window.sessions().add() : &window.sessions().current();
    if (!found[1]) {
        found[1] = &window.sessions().add();
        auto& document = found[1]->current().document();
        document.beginStroke();
        document.paintRect({kMark, QSize(1, 1)}, 2);
        document.endStroke("mark");
    }
    return found;
}

// An artist in a hurry, in a process of its own: strokes on two documents, pictures, saved files,
// until it is killed.
int paint(int argc, char** argv, const QString& folder)
{
    QApplication application(argc, argv);
    QSettings settings(folder + "/settings.ini", QSettings::IniFormat);
    PluginLoader plugins;
    plugins.scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
    FakeGenerator::delay = 3;
    MainWindow window(std::make_unique<FakeGenerator>(), plugins, settings);
    QSignalSpy ready(&window, &MainWindow::modelsReady);
    if (ready.isEmpty() && !ready.wait())
        return 1;
    window.setSessionFolder(folder + "/session", kInterval);
    const auto sessions = documentsOf(window, folder + "/project.ora");
    if (!sessions[0])
        return 1;
    const auto document = [&](int n) -> Document& {
        return sessions[size_t(n % 2)]->current().document();
    };
    int n = 0;
    while (document(n).labelAt({n % kSide, n / kSide}) != 0)
        ++n;
    std::printf("begin %d\n", n);
    std::fflush(stdout);
    QTimer strokes;
    QObject::connect(&strokes, &QTimer::timeout, [&] {
        document(n).beginStroke();
        document(n).paintRect({n % kSide, n / kSide, 1, 1}, 1);
        document(n).endStroke("stroke");
        std::printf("%d\n", ++n);
        std::fflush(stdout);
        if (n % 10 == 0) {
            window.sessions().show(*sessions[size_t(n / 10 % 2)]);
            window.generate();
        }
        if (n % 15 == 0)
            window.savePicture(folder + "/picture.png");
        if (n % 40 == 0) {
            window.sessions().show(*sessions[0]);
            window.saveProject(folder + "/project.ora");
        }
    });
    strokes.start(10);
    return QApplication::exec();
}

}  // namespace

/// kill -9 at random moments of painting two documents, generating and saving: what was painted is
/// there again but for the last moments, and no file is broken.
class CrashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOlderThanMomentsIsLost()
    {
        QTemporaryDir folder;
        qint64 longest = 0;
        int begun = 0, kept = 0;
        QList<std::pair<int, qint64>> strokes;  // how many there were, and when
        QElapsedTimer clock;
        clock.start();
        for (int kill = 0; kill < 20; ++kill) {
            QProcess artist;
            artist.start(QCoreApplication::applicationFilePath(), {"--paint", folder.path()});
            QVERIFY(artist.waitForStarted());
            const auto life = QRandomGenerator::global()->bounded(900);
            QElapsedTimer alive;
            bool painting = false;
            while (!painting || alive.elapsed() < life) {
                QVERIFY2(artist.waitForReadyRead(20000), artist.readAllStandardError());
                while (artist.canReadLine()) {
                    const QByteArray line = artist.readLine().trimmed();
                    if (!line.startsWith("begin ")) {
                        strokes.append({line.toInt(), clock.elapsed()});
                        continue;
                    }
                    painting = true;
                    alive.start();
                    begun = line.mid(6).toInt();
                    // What was lost of the run before: the oldest stroke that is not there.
                    for (const auto& [count, when] : strokes)
                        if (count > begun) {
                            longest = std::max(longest, kept - when);
                            break;
                        }
                    strokes.clear();
                }
            }
            artist.kill();
            kept = int(clock.elapsed());
            QVERIFY(artist.waitForFinished());
            for (const QString& file :
                 QDir(folder.filePath("session")).entryList({"*.ora"}, QDir::Files))
                QCOMPARE(readProject(folder.filePath("session/" + file)).problem, QString());
            if (QFile::exists(folder.filePath("project.ora")))
                QCOMPARE(readProject(folder.filePath("project.ora")).problem, QString());
            if (QFile::exists(folder.filePath("picture.png")))
                QVERIFY(ldm::find_recipe(folder.filePath("picture.png").toStdString()));
        }
        qInfo("20 kills, %d strokes kept, at most %lld ms of strokes lost (a copy every %d ms)",
              begun, longest, kInterval);
        QVERIFY(begun > 100);  // or nothing has come back
        QVERIFY2(longest < kInterval + 2000, qPrintable(QString::number(longest)));
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--paint")
        return paint(argc, argv, QString::fromLocal8Bit(argv[2]));
    QCoreApplication application(argc, argv);
    CrashTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "crash_test.moc"
