// SPDX-License-Identifier: MIT
#include "project/project.h"
#include "project/autosave.h"
#include "project/open_raster.h"
#include "project/zip_archive.h"

#include <QDir>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;

/// Projects: what is written comes back, other programs can read it, theirs can be read, and
/// nothing hostile gets in.
class ProjectTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    static QImage map(int width, int height)
    {
        QImage image(width, height, QImage::Format_Indexed8);
        image.setColorTable({qRgb(112, 176, 232), qRgb(104, 176, 60), qRgb(24, 84, 150)});
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.setPixel(x, y, uint((x / 5 + y / 3) % 3));
        return image;
    }

    static Document::PicturePtr picture(int shade, std::uint64_t seed)
    {
        auto p = std::make_shared<ldm::Picture>();
        p->image = {30, 20, 3, std::vector<std::uint8_t>(30 * 20 * 3, std::uint8_t(shade))};
        p->recipe.model = "landscape";
        p->recipe.seed = seed;
        p->recipe.width = 30;
        p->recipe.height = 20;
        p->recipe.map = std::make_shared<ldm::LabelMap>(
            ldm::LabelMap{2, 2, std::vector<std::uint8_t>{0, 1, 1, 0}});
        return p;
    }

    static KeptPtr kept(const PicturePtr& picture)
    {
        return std::make_shared<KeptPicture>(picture);
    }

    static Layer layer(LayerKind kind, const QString& name, const QImage& pixels = {})
    {
        Layer l;
        l.kind = kind;
        l.name = name;
        l.pixels = pixels;
        return l;
    }

    static ProjectState state()
    {
        ModeState maps;
        maps.id = "semantic";
        maps.title = "Map";
        maps.kind = InputKind::Map;
        maps.size = {30, 20};
        maps.layers.push_back(layer(LayerKind::Map, "Map", map(30, 20)));
        maps.layers.push_back(layer(LayerKind::Map, "Other map", map(30, 20)));
        maps.layers[1].visible = false;
        maps.recipe.seed = 0xFFFF'FFFF'FFFF'FFF1ull;  // beyond what JSON's numbers hold
        maps.recipe.steps = 7;
        maps.history = {kept(picture(10, 1)), kept(picture(200, 2))};
        maps.layers.push_back(layer(LayerKind::Result, "Picture"));
        maps.layers[2].base = true;
        maps.layers[2].picture = maps.history[0]->whole();
        maps.layers.push_back(layer(LayerKind::Result, "Kept"));
        maps.layers[3].picture = picture(90, 3);  // in no history
        maps.layers[3].opacity = 0.25;
        maps.filePath = "/somewhere/map.png";
        maps.pins = QImage(30, 20, QImage::Format_Indexed8);
        maps.pins.setColorTable({0, 0xff00ff00});
        maps.pins.fill(0);
        for (int x = 3; x < 9; ++x)
            maps.pins.setPixel(x, 7, 1);
        ModeState holes;
        holes.id = "inpaint";
        holes.kind = InputKind::Hole;
        holes.size = {16, 12};
        QImage photo(16, 12, QImage::Format_RGB888);
        photo.fill(qRgb(1, 2, 3));
        QImage mask(16, 12, QImage::Format_Indexed8);
        mask.fill(0);
        mask.setPixel(4, 5, 1);
        holes.layers = {layer(LayerKind::Paint, "Photo", photo),
                        layer(LayerKind::Mask, "Mask", mask)};
        holes.layers[0].locked = true;
        holes.recipe.task = ldm::TaskKind::Inpaint;
        ModeState boxes;
        boxes.id = "layout";
        boxes.kind = InputKind::Boxes;
        boxes.size = {64, 64};
        boxes.recipe.task = ldm::TaskKind::Layout;
        boxes.layers = {layer(LayerKind::Boxes, "Boxes")};
        boxes.layers[0].boxes = {{1, 0.25, 0.125, 0.5, 0.5, false, true, false, true}};
        return {"semantic", {maps, holes, boxes}};
    }

    static bool same(const QImage& a, const QImage& b)
    {
        if (a.size() != b.size())
            return false;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x)
                if (a.pixelIndex(x, y) != b.pixelIndex(x, y))
                    return false;
        return true;
    }

private Q_SLOTS:
    void whatIsWrittenComesBack()
    {
        const auto before = state();
        QCOMPARE(writeProject(before, path("a.ora")), QString());
        const auto opened = readProject(path("a.ora"));
        QCOMPARE(opened.problem, QString());
        QCOMPARE(opened.state.mode, QString("semantic"));
        QCOMPARE(opened.state.modes.size(), size_t(3));
        const auto& maps = opened.state.modes[0];
        QCOMPARE(maps.size, QSize(30, 20));
        QCOMPARE(maps.layers.size(), size_t(4));
        for (size_t i = 0; i < 4; ++i) {
            const Layer &was = before.modes[0].layers[i], &is = maps.layers[i];
            QVERIFY(static_cast<const LayerProperties&>(is) == was);
            QCOMPARE(is.kind, was.kind);
            QCOMPARE(is.base, was.base);
        }
        QVERIFY(same(maps.layers[1].pixels, before.modes[0].layers[1].pixels));
        QCOMPARE(maps.recipe.seed, before.modes[0].recipe.seed);
        QCOMPARE(maps.recipe.steps, 7);
        QCOMPARE(maps.filePath, QString("/somewhere/map.png"));
        QCOMPARE(maps.history.size(), 2);
        QVERIFY(maps.history[0]->is(maps.layers[2].picture));
        QVERIFY(maps.layers[3].picture->image == before.modes[0].layers[3].picture->image);
        QCOMPARE(maps.layers[2].pixels.size(), QSize(30, 20));
        for (int i = 0; i < 2; ++i) {
            const auto is = maps.history[i]->whole(), was = before.modes[0].history[i]->whole();
            QVERIFY(is->image == was->image);
            QVERIFY(is->recipe == was->recipe);
        }
        QVERIFY(same(maps.pins, before.modes[0].pins));
        QVERIFY(opened.state.modes[1].pins.isNull());  // as in files from before there were pins
        const auto& holes = opened.state.modes[1];
        QVERIFY(same(holes.layers[1].pixels, before.modes[1].layers[1].pixels));
        QCOMPARE(holes.layers[0].pixels.pixel(3, 3), qRgb(1, 2, 3));
        QVERIFY(holes.layers[0].locked);
        QVERIFY(opened.state.modes[2].layers[0].boxes == before.modes[2].layers[0].boxes);
    }

    void theLastVersionIsKept()
    {
        QCOMPARE(writeProject(state(), path("b.ora")), QString());
        auto later = state();
        later.modes.resize(1);
        QCOMPARE(writeProject(later, path("b.ora")), QString());
        QCOMPARE(readProject(path("b.ora")).state.modes.size(), size_t(1));
        QCOMPARE(readProject(path("b.ora~")).state.modes.size(), size_t(3));
    }

    void picturesArePackedOnce()
    {
        PictureCache cache;
        auto changing = state();
        QCOMPARE(writeProject(changing, path("c.ora"), &cache), QString());
        QCOMPARE(cache.size(), 1);
        const auto& loose = changing.modes[0].layers[3].picture;  // in no history
        const auto first = cache.value(loose);
        changing.modes[0].history.removeFirst();  // it is shown still
        QCOMPARE(writeProject(changing, path("c.ora"), &cache), QString());
        QCOMPARE(cache.size(), 2);
        QCOMPARE(cache.value(loose), first);
        QCOMPARE(readProject(path("c.ora")).state.modes[0].history.size(), 1);
    }

    // A reader that knows nothing of Sfumato, and a file that Sfumato knows nothing of.
    void anotherProgramReadsItAndIsRead()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("python3 is not installed");
        QCOMPARE(writeProject(state(), path("d.ora")), QString());
        const QString script =
            QStringLiteral(SFUMATO_SOURCE_DIR "/tests/ui/project/other_program.py");
        QProcess python;
        python.start("python3", {script, "read", path("d.ora")});
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError());
        const auto text = QString::fromUtf8(python.readAllStandardOutput());
        QVERIFY2(text.contains("size 30 20"), qPrintable(text));
        QVERIFY2(text.contains("visible data/semantic/picture-1.png 30 20"), qPrintable(text));
        QVERIFY2(text.contains("hidden data/semantic/layer-2.png 30 20"), qPrintable(text));
        QVERIFY2(text.contains("visible data/semantic/layer-1.png 30 20"), qPrintable(text));

        QCOMPARE(QProcess::execute("python3", {script, "write", path("foreign.ora")}), 0);
        const auto opened = readProject(path("foreign.ora"));
        QCOMPARE(opened.problem, QString());
        QVERIFY(opened.state.modes.empty());
        QCOMPARE(opened.raster.size(), QSize(8, 6));
        QCOMPARE(opened.raster.pixelColor(0, 0), QColor(255, 0, 0));
        QCOMPARE(opened.raster.pixelColor(3, 3), QColor(0, 0, 255));  // a layer at (2, 2) over it
        QCOMPARE(opened.raster.pixelColor(7, 5), QColor(255, 0, 0));  // and a hidden one
    }

    void whatIsNoProjectIsRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QVERIFY(writeProject(state(), path("whole.ora")).isEmpty());
        QFile whole(path("whole.ora"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello, I am a picture");
        QTest::newRow("cut") << bytes.left(bytes.size() * 2 / 3);
        QByteArray damaged = bytes;
        for (qsizetype i = damaged.size() / 4; i < damaged.size(); i += 7)
            damaged[i] = char(damaged[i] ^ 0x5a);
        QTest::newRow("damaged") << damaged;
    }

    void whatIsNoProjectIsRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        QFile file(path("bad.ora"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto opened = readProject(path("bad.ora"));
        QVERIFY2(opened.problem.startsWith("bad.ora cannot be opened:"),
                 qPrintable(opened.problem));
        QVERIFY(opened.state.modes.empty());
    }

    void aProjectOfHugeClaimsIsRefused()
    {
        ZipWriter archive;
        addRasterType(archive);
        archive.addText("stack.xml",
                        "<image w='60000' h='60000'><stack><layer src='x.png'/></stack></image>");
        QCOMPARE(archive.write(path("huge.ora")), QString());
        QVERIFY(readProject(path("huge.ora")).problem.contains("too large"));
    }

    void whereItCannotBeWrittenThatIsSaid()
    {
        const QString problem = writeProject(state(), path("no/such/folder/a.ora"));
        QVERIFY2(problem.startsWith("a.ora was not saved:"), qPrintable(problem));
    }

    void aChangeIsKeptAndFoundByTheNext()
    {
        const QString folder = path("autosave");
        {
            Autosave first([] { return state(); });
            QCOMPARE(first.start(folder, 20), QString());
            first.touch();
            QTRY_COMPARE(QDir(folder).entryList({"*.ora"}).size(), 1);
            Autosave second([] { return ProjectState(); });
            QCOMPARE(second.start(folder, 20), QString());
            QVERIFY(!second.claim(second.orphans().value(0)));  // its window is still there
            QTest::qWait(60);
        }
        Autosave next([] { return state(); });
        QCOMPARE(next.start(folder, 20), QString());
        const QString orphan = next.orphans().value(0);
        QVERIFY(next.claim(orphan));
        QCOMPARE(readProject(orphan).state.modes.size(), size_t(3));
        Autosave other([] { return state(); });
        QCOMPARE(other.start(folder, 20), QString());
        QVERIFY(!other.claim(orphan));  // taken already
        next.touch();
        QTRY_VERIFY(!QFile::exists(orphan));  // once there is a copy of its own
        QCOMPARE(QDir(folder).entryList({"*.ora"}).size(), 1);
        next.discard();
        QCOMPARE(QDir(folder).entryList({"*.ora"}).size(), 0);
    }

    void thatNothingCanBeKeptIsSaidOnce()
    {
        const QString folder = path("gone");
        Autosave autosave([] { return state(); });
        QCOMPARE(autosave.start(folder, 10), QString());
        QVERIFY(QDir(folder).removeRecursively());
        QSignalSpy failed(&autosave, &Autosave::failed);
        autosave.touch();
        QTRY_COMPARE(failed.size(), 1);
        QTest::qWait(100);
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ProjectTest)
#include "project_test.moc"
