// SPDX-License-Identifier: MIT
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Reads every source file: includes follow the design's arrows, files keep to their sizes.
class LayersTest : public QObject {
    Q_OBJECT

private:
    const QString m_root = QStringLiteral(SFUMATO_SOURCE_DIR);

    // Folder of core → folders of core that it may include. Each may include itself and <ldm/…>.
    const QMap<QString, QSet<QString>> m_core{
        {"runtime", {}},
        {"cuda", {"runtime", "nn", "firststage", "diffusion"}},
        {"data", {"runtime", "io", "degrade"}},
        {"degrade", {}},
        {"metric", {"runtime", "nn", "io"}},
        {"io", {"runtime"}},
        {"nn", {"runtime"}},
        {"diffusion", {"runtime"}},
        {"firststage", {"runtime", "nn"}},
        {"condition", {"runtime", "nn"}},
        {"model", {"runtime", "nn", "firststage", "condition", "diffusion", "io"}},
        {"train",
         {"runtime", "nn", "firststage", "condition", "diffusion", "io", "model", "data", "metric",
          "degrade"}},
        {"task", {"runtime", "nn", "firststage", "condition", "diffusion", "io", "model", "data"}},
    };

    static QStringList linesOf(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split('\n');
    }

    QStringList sources(const QStringList& folders) const
    {
        QStringList files;
        for (const QString& folder : folders) {
            QDirIterator it(m_root + '/' + folder, {"*.h", "*.cpp"}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext())
                files.append(it.next());
        }
        return files;
    }

    static QStringList includesOf(const QString& path)
    {
        static const QRegularExpression pattern("^\\s*#\\s*include\\s*([<\"][^>\"]+)[>\"]");
        QStringList includes;
        for (const QString& line : linesOf(path)) {
            const auto match = pattern.match(line);
            if (match.hasMatch())
                includes.append(match.captured(1));
        }
        return includes;
    }

    static bool isQt(const QString& include)
    {
        static const QRegularExpression pattern("^<(Q[A-Z]|Qt)");
        return pattern.match(include).hasMatch();
    }

    static bool isTorch(const QString& include)
    {
        static const QRegularExpression pattern("^<(torch|ATen|c10)/");
        return pattern.match(include).hasMatch();
    }

    QString relative(const QString& path) const { return QDir(m_root).relativeFilePath(path); }

private Q_SLOTS:
    void coreFollowsItsArrows()
    {
        for (const QString& file : sources({"core"})) {
            const QString folder = relative(file).section('/', 1, 1);
            for (const QString& include : includesOf(file)) {
                const QString what = relative(file) + " includes " + include;
                QVERIFY2(!isQt(include), qPrintable(what));
                if (!include.startsWith('"') || !m_core.contains(folder))
                    continue;
                const QString target = include.mid(1).section('/', 0, 0);
                QVERIFY2(target == folder || target == "ldm" || m_core[folder].contains(target),
                         qPrintable(what));
            }
        }
    }

    void everyFolderOfCoreHasItsArrows()
    {
        for (const QString& folder :
             QDir(m_root + "/core").entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(folder == "include" || m_core.contains(folder), qPrintable(folder));
    }

    void publicHeadersAreFreeOfTorch()
    {
        for (const QString& file : sources({"core/include"}))
            for (const QString& include : includesOf(file))
                QVERIFY2(!isTorch(include), qPrintable(relative(file) + " includes " + include));
    }

    void theWindowNeverSeesTorchOrCoresInside()
    {
        for (const QString& file : sources({"ui", "plugins", "app"}))
            for (const QString& include : includesOf(file)) {
                const QString what = relative(file) + " includes " + include;
                QVERIFY2(!isTorch(include), qPrintable(what));
                const QString target = include.mid(1).section('/', 0, 0);
                const bool own = QSet<QString>{"mode"}.contains(target);
                QVERIFY2(own || !m_core.contains(target), qPrintable(what));
            }
    }

    void documentAndJobsAreFreeOfWidgets()
    {
        for (const QString& file : sources({"ui/document", "ui/job", "ui/project"}))
            for (const QString& include : includesOf(file))
                QVERIFY2(!include.contains("Widget") && !include.contains("QApplication"),
                         qPrintable(relative(file) + " includes " + include));
    }

    void pluginsSeeOnlyModesAndTools()
    {
        for (const QString& file : sources({"plugins"}))
            for (const QString& include : includesOf(file)) {
                if (!include.startsWith('"') || !include.contains('/'))
                    continue;
                const QString target = include.mid(1).section('/', 0, 0);
                QVERIFY2(target == "mode" || target == "tool",
                         qPrintable(relative(file) + " includes " + include));
            }
    }

    void theLibraryKnowsNoPluginAndNoApp()
    {
        const QSet<QString> allowed{"document", "canvas", "tool",    "job",    "live",
                                    "panel",    "mode",   "theme",   "ldm",    "project",
                                    "settings", "help",   "desktop", "explore"};
        for (const QString& file : sources({"ui"}))
            for (const QString& include : includesOf(file))
                if (include.startsWith('"'))
                    QVERIFY2(allowed.contains(include.mid(1).section('/', 0, 0)),
                             qPrintable(relative(file) + " includes " + include));
    }

    void noIncludeReachesUp()
    {
        for (const QString& file : sources({"core", "ui", "plugins", "app", "tests"}))
            for (const QString& include : includesOf(file))
                QVERIFY2(!include.contains("../"),
                         qPrintable(relative(file) + " includes " + include));
    }

    void filesKeepToTheirSizesAndSayTheirLicence()
    {
        QStringList problems;
        for (const QString& file : sources({"core", "ui", "plugins", "app", "tests"})) {
            const QStringList lines = linesOf(file);
            if (lines.size() - 1 > (file.endsWith(".h") ? 300 : 500))
                problems << relative(file) + " has " + QString::number(lines.size() - 1) + " lines";
            if (lines.isEmpty() || lines.first() != "// SPDX-License-Identifier: MIT")
                problems << relative(file) + " lacks the licence line";
            for (int i = 0; i < lines.size(); ++i)
                if (lines[i].size() > 100)
                    problems << QString("%1:%2 is too wide").arg(relative(file)).arg(i + 1);
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }

    // The formatter puts a function's braces on lines of their own, at one depth.
    void functionsKeepToTheirSize()
    {
        static const QRegularExpression opening("^( *)\\{$");
        QStringList problems;
        for (const QString& file : sources({"core", "ui", "plugins", "app", "tests"})) {
            const QStringList lines = linesOf(file);
            for (int i = 0; i < lines.size(); ++i) {
                const auto match = opening.match(lines[i]);
                if (!match.hasMatch())
                    continue;
                int end = i;
                while (end + 1 < lines.size() && !lines[end].startsWith(match.captured(1) + '}'))
                    ++end;
                if (end - i - 1 > 60)
                    problems << QString("%1:%2 has a function of %3 lines")
                                    .arg(relative(file))
                                    .arg(i + 1)
                                    .arg(end - i - 1);
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "layers_test.moc"
