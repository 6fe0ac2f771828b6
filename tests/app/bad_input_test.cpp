// SPDX-License-Identifier: MIT
#include "core/io/photo_samples.h"
#include "io/exif_block.h"
#include "io/picture_writer.h"
#include "main_window.h"
#include "support/stand_in.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <zlib.h>

#include <sys/mount.h>
#include <sys/resource.h>
#include <csignal>

using namespace sfumato;
using sfumato::test::StandIn;

/// Whatever a mode is given, or happens to it: a clear sentence, a way on where there is one,
/// nothing lost.
class BadInputTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    std::filesystem::path at(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    void open(const std::filesystem::path& file)
    {
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->openFile(QString::fromStdString(file.string()));
        QVERIFY(opened.count() > 0 || opened.wait(20000));
    }

    // A photo as most are.
    std::filesystem::path plainPhoto() const
    {
        QImage photo(40, 32, QImage::Format_RGB888);
        photo.fill(QColor(90, 120, 150));
        photo.save(m_folder.filePath("plain.png"));
        return at("plain.png");
    }

    QString said() const { return m_window->messages().sentence(); }

    // The bar's button, if it shows one.
    QPushButton* wayOn() const
    {
        auto* button = m_window->messages().findChild<QPushButton*>();
        return button && !button->isHidden() ? button : nullptr;
    }

    void generate()
    {
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY2(m_window->queue().isRunning(), qPrintable(said()));
        QVERIFY(idle.count() > 0 || idle.wait(20000));
    }

    void brush()
    {
        auto& document = m_window->document();
        document.beginStroke();
        document.paintDisc({12, 12}, 8, 1);
        document.endStroke("stroke");
    }

    void openMode(const char* mode, bool photo)
    {
        QVERIFY(m_window->setMode(mode));
        if (photo)
            open(plainPhoto());
    }

    // A PNG that says to be so large, and is not.
    std::filesystem::path hugePhoto(quint32 width, quint32 height) const
    {
        const auto number = [](quint32 n) {
            QByteArray bytes(4, '\0');
            qToBigEndian(n, bytes.data());
            return bytes;
        };
        const auto chunk = [&](const QByteArray& type, const QByteArray& data) {
            const QByteArray all = type + data;
            return number(quint32(data.size())) + all +
                   number(quint32(crc32(0, reinterpret_cast<const Bytef*>(all.constData()),
                                        uInt(all.size()))));
        };
        QFile file(m_folder.filePath("huge.png"));
        file.open(QIODevice::WriteOnly);
        file.write("\x89PNG\r\n\x1a\n" +
                   chunk("IHDR", number(width) + number(height) + QByteArray("\x08\x02\0\0\0", 5)) +
                   chunk("IDAT", qCompress(QByteArray(64, '\0')).mid(4)) + chunk("IEND", {}));
        return at("huge.png");
    }

    // Whatever was tried left the work as it was.
    template <typename Try>
    void losesNothing(const Try& attempt)
    {
        const QByteArray before = m_window->document().snapshot();
        attempt();
        QCOMPARE(m_window->document().snapshot(), before);
        QVERIFY(!said().isEmpty());
    }

    void openWindow()
    {
        m_window =
            std::make_unique<MainWindow>(std::make_unique<StandIn>(), *m_plugins, *m_settings);
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait());
    }

private Q_SLOTS:
    void init()
    {
        StandIn::failure.reset();
        StandIn::once = StandIn::none = false;
        StandIn::failed = false;
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        openWindow();
    }

    void cleanup() { m_window.reset(); }

    void aMapOfOneLabelIsMadeAndSaid()
    {
        openMode("semantic", false);
        generate();
        QVERIFY(m_window->document().picture());
        QVERIFY2(said().contains("All of the map is"), qPrintable(said()));
        QVERIFY(wayOn());
        wayOn()->click();
        QCOMPARE(m_window->workspace().tool()->id(), QString("brush"));
    }

    void missingInputsAreSaidWithAWayOn_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("photo");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("button");
        QTest::newRow("no boxes") << "layout" << false << "no box"
                                  << "Show how";
        QTest::newRow("no photo to fill") << "inpaint" << false << "no photo"
                                          << "Open a photo…";
        QTest::newRow("no hole") << "inpaint" << true << "brush over"
                                 << "Show how";
        QTest::newRow("no photo to enlarge") << "upscale" << false << "no photo"
                                             << "Open a photo…";
        QTest::newRow("no words") << "text" << false << "Write what"
                                  << "Show how";
    }

    void missingInputsAreSaidWithAWayOn()
    {
        QFETCH(QString, mode);
        QFETCH(bool, photo);
        QFETCH(QString, words);
        QFETCH(QString, button);
        openMode(qPrintable(mode), photo);
        losesNothing([&] { m_window->generate(); });
        QVERIFY2(said().contains(words), qPrintable(said()));
        QVERIFY(!m_window->queue().isRunning());
        QVERIFY(wayOn());
        QCOMPARE(wayOn()->text(), button);
    }

    void aHoleThatCoversAllIsSaid()
    {
        openMode("inpaint", true);
        auto& document = m_window->document();
        document.beginStroke();
        document.paintRect(QRect(QPoint(), document.size()), 1);
        document.endStroke("all");
        losesNothing([&] { m_window->generate(); });
        QVERIFY2(said().contains("covers all"), qPrintable(said()));
        document.undoStack().undo();
        brush();
        generate();
        QVERIFY(document.picture());
    }

    void withoutAModelTheModelsAreOffered()
    {
        StandIn::none = true;
        openWindow();
        for (const char* mode : {"semantic", "layout", "inpaint", "upscale", "text", "sample"}) {
            QVERIFY(m_window->setMode(mode));
            m_window->generate();
            QVERIFY2(said().contains("none is installed"), qPrintable(said()));
            QVERIFY(wayOn());
            QCOMPARE(wayOn()->text(), QString("Show what fits"));
        }
    }

    void aPhotoOfOnePixelIsEnlarged()
    {
        QImage dot(1, 1, QImage::Format_RGB888);
        dot.fill(Qt::red);
        dot.save(m_folder.filePath("dot.png"));
        openMode("upscale", false);
        open(at("dot.png"));
        generate();
        QCOMPARE(m_window->document().result().size(), QSize(4, 4));
        QVERIFY(m_window->setMode("inpaint"));
        open(at("dot.png"));
        losesNothing([&] { m_window->generate(); });
    }

    void hugeAndBrokenPhotosAreRefused_data()
    {
        QTest::addColumn<QString>("mode");
        for (const char* mode : {"semantic", "inpaint", "upscale"})
            QTest::newRow(mode) << mode;
    }

    void hugeAndBrokenPhotosAreRefused()
    {
        QFETCH(QString, mode);
        openMode(qPrintable(mode), false);
        losesNothing([&] { open(hugePhoto(30'000, 30'000)); });
        QVERIFY2(said().contains("too large") && said().contains("30000 × 30000"),
                 qPrintable(said()));
        losesNothing([&] { open(hugePhoto(4000, 4000)); });
        QVERIFY2(said().contains("truncated"), qPrintable(said()));
    }

    void whatIsThereOfABrokenPhotoIsOffered_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("jpeg") << "broken.jpg";
        QTest::newRow("png") << "broken.png";
    }

    void whatIsThereOfABrokenPhotoIsOffered()
    {
        QFETCH(QString, name);
        QImage noise(200, 160, QImage::Format_RGB888);
        for (int y = 0; y < 160; ++y)
            for (int x = 0; x < 200; ++x)
                noise.setPixel(x, y, qRgb(x * y % 251, x * 7 % 256, (x + y * y) % 256));
        noise.save(m_folder.filePath(name));
        QFile file(m_folder.filePath(name));
        QVERIFY(file.resize(file.size() * 6 / 10));
        openMode("inpaint", false);
        losesNothing([&] { open(m_folder.filePath(name).toStdString()); });
        QVERIFY2(said().contains("the rest is missing"), qPrintable(said()));
        QVERIFY(wayOn());
        QCOMPARE(wayOn()->text(), QString("Open what is there"));
        wayOn()->click();
        QCOMPARE(m_window->document().size(), QSize(200, 160));
    }

    void unusualPhotosOpenAndAreSaid_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("print colours") << "cmyk"
                                       << "CMYK";
        QTest::newRow("16 bits") << "deep"
                                 << "16 bits";
        QTest::newRow("animated") << "animated"
                                  << "the first of 2 frames";
        QTest::newRow("grey") << "grey"
                              << "";
        QTest::newRow("turned") << "turned"
                                << "";
    }

    void unusualPhotosOpenAndAreSaid()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        for (const char* mode : {"inpaint", "upscale"}) {
            openMode(mode, false);
            open(unusual(kind));
            QVERIFY2(m_window->document().hasPhoto(), qPrintable(said()));
            QVERIFY2(said().contains(words), qPrintable(said()));
            if (kind == "turned")
                QCOMPARE(m_window->document().size(), QSize(16, 24));
            if (QString(mode) == "inpaint")
                m_window->document().replaceMap(smallHole(m_window->document().size()), "hole");
            generate();
            QVERIFY2(m_window->document().picture(), qPrintable(said()));
        }
    }

    // The whole way: opened, filled, saved; what was not filled is as it was, to the bit.
    void aDeepWidePhotoComesBackAsItWas()
    {
        ldm::PictureContents photo;
        photo.pixels = {32, 24, 3, {}, {}, samples::wideProfile()};
        for (int i = 0; i < 32 * 24 * 3; ++i)
            photo.pixels.deep.push_back(std::uint16_t(5000 + 20 * i));
        photo.exif = samples::exifBlock(1);
        ldm::write_picture(at("deep-wide.tif"), photo);
        openMode("inpaint", false);
        open(at("deep-wide.tif"));
        m_window->document().replaceMap(smallHole({32, 24}), "hole");
        generate();
        QVERIFY(m_window->savePicture(m_folder.filePath("filled.tif")));
        const auto saved = ldm::load_photo(at("filled.tif"));
        QCOMPARE(saved.bits, 16);
        QCOMPARE(saved.origin->profile, photo.pixels.profile);
        QCOMPARE(ldm::exif_text(saved.origin->exif, 0x0110), std::string("Camera Z"));
        int changed = 0;
        for (size_t i = 0; i < photo.pixels.deep.size(); i += 3)
            changed += !std::equal(&photo.pixels.deep[i], &photo.pixels.deep[i] + 3,
                                   &saved.origin->deep[i]);
        QCOMPARE(changed, 9);  // the hole
        // And its recipe is inside.
        open(at("filled.tif"));
        QCOMPARE(m_window->workspace().id(), QString("inpaint"));
        QVERIFY(m_window->document().result().pixel(1, 1) != qRgb(255, 255, 255));
    }

    void aFolderThatCannotBeWrittenToIsSaid()
    {
        openMode("semantic", false);
        generate();
        QFile(m_folder.filePath("in the way")).open(QIODevice::WriteOnly);
        for (const QString& path :
             {QStringLiteral("/sys/sfumato.png"), m_folder.filePath("no/such/folder/a.png"),
              m_folder.filePath("in the way/a.jpg")})
            losesNothing([&] { QVERIFY(!m_window->savePicture(path)); });
        QVERIFY2(said().contains("not saved"), qPrintable(said()));
        losesNothing([&] { QVERIFY(!m_window->saveProject("/sys/sfumato.ora")); });
        QVERIFY(wayOn());
        QCOMPARE(wayOn()->text(), QString("Save elsewhere…"));
        QVERIFY(m_window->savePicture(m_folder.filePath("elsewhere.png")));
    }

    void aFullDiskIsSaidAndTheOldFileStays()
    {
        const QString disk = m_folder.filePath("disk");
        QVERIFY(QDir().mkpath(disk));
        const bool mounted = ::mount("tmpfs", qPrintable(disk), "tmpfs", 0, "size=16k") == 0;
        std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit before = {}, small = {};
        ::getrlimit(RLIMIT_FSIZE, &before);
        small = before;
        small.rlim_cur = 4096;  // where nothing can be mounted: a disk that takes small files only
        openMode("text", false);
        m_window->workspace().mode().restore([] {
            ldm::Recipe r;
            r.prompt = std::string(20'000, 'x');  // does not pack: the recipe stays plain
            return r;
        }());
        generate();
        const QString file = disk + "/old.png";
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        if (!mounted)
            ::setrlimit(RLIMIT_FSIZE, &small);
        losesNothing([&] { QVERIFY(!m_window->savePicture(file)); });
        const QString picture = said();
        losesNothing([&] { QVERIFY(!m_window->saveProject(disk + "/work.ora")); });
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(old.open(QIODevice::ReadOnly));
        const QByteArray left = old.readAll();
        old.close();
        if (mounted)
            ::umount(qPrintable(disk));
        QVERIFY2(picture.contains(mounted ? "disk is full" : "not saved"), qPrintable(picture));
        QCOMPARE(left, QByteArray("old"));
        QVERIFY(wayOn());
        QCOMPARE(wayOn()->text(), QString("Save elsewhere…"));
    }

    void aLostDeviceIsSaidAndTriedAgain()
    {
        openMode("semantic", false);
        brush();
        StandIn::failure = ldm::Error(ldm::ErrorCode::DeviceLost,
                                      "The graphics card stopped answering; nothing is lost.");
        StandIn::once = true;
        losesNothing([&] { generate(); });
        QVERIFY(said().contains("stopped answering"));
        QVERIFY(wayOn());
        QCOMPARE(wayOn()->text(), QString("Try again"));
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        wayOn()->click();
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(m_window->document().picture());
    }

    void tooLittleMemoryOffersASmallerPicture()
    {
        openMode("text", false);
        m_window->workspace().mode().restore([] {
            ldm::Recipe r;
            r.prompt = "a lake";
            return r;
        }());
        StandIn::failure = ldm::Error(ldm::ErrorCode::OutOfMemory, "There is not enough memory.");
        StandIn::once = true;
        losesNothing([&] { generate(); });
        QVERIFY(wayOn());
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        wayOn()->click();
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(m_window->document().result().size(), QSize(128, 128));
    }

    void aModelThatIsGoneOrDamagedOffersTheModels()
    {
        openMode("semantic", false);
        brush();
        for (const auto code : {ldm::ErrorCode::BadArgument, ldm::ErrorCode::CheckpointFormat,
                                ldm::ErrorCode::File}) {
            StandIn::failure = ldm::Error(code, "There is no model named 'semantic'.");
            losesNothing([&] { generate(); });
            QVERIFY(said().contains("no model named"));
            QVERIFY(wayOn());
            QCOMPARE(wayOn()->text(), QString("Models…"));
        }
        StandIn::failure.reset();
        generate();
        QVERIFY(m_window->document().picture());
    }

private:
    static QImage smallHole(QSize size)
    {
        QImage hole(size, QImage::Format_Indexed8);
        hole.fill(0);
        for (int y = 4; y < 7; ++y)
            for (int x = 4; x < 7; ++x)
                hole.scanLine(y)[x] = 1;
        return hole;
    }

    std::filesystem::path unusual(const QString& kind) const
    {
        if (kind == "cmyk")
            return samples::cmykJpeg(at("cmyk.jpg"));
        if (kind == "animated")
            return samples::animatedWebp(at("animated.webp"));
        if (kind == "turned")
            return samples::rotatedJpeg(at("turned.jpg"), 6);
        if (kind == "grey") {
            QImage grey(32, 24, QImage::Format_Grayscale8);
            grey.fill(77);
            grey.save(m_folder.filePath("grey.jpg"));
            return at("grey.jpg");
        }
        ldm::PictureContents c;
        c.pixels = {32, 24, 3, {}, std::vector<std::uint16_t>(32 * 24 * 3, 30'000), {}};
        ldm::write_picture(at("deep.png"), c);
        return at("deep.png");
    }
};

QTEST_MAIN(BadInputTest)
#include "bad_input_test.moc"
