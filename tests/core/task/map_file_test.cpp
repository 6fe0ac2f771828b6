// SPDX-License-Identifier: MIT
#include "ldm/engine.h"
#include "ldm/error.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace ldm;

class MapFileTest : public QObject {
    Q_OBJECT

private:
    const std::vector<LabelInfo> m_labels{{"sky", {112, 176, 232}}, {"grass", {104, 176, 60}}};
    QTemporaryDir m_folder;

    MapFile read(const QString& name) const
    {
        return load_label_map(m_folder.filePath(name).toStdString(), m_labels);
    }

private Q_SLOTS:
    void coloursBecomeLabels()
    {
        QImage image(4, 2, QImage::Format_RGB888);
        image.fill(QColor(112, 176, 232));
        image.setPixelColor(3, 1, QColor(104, 176, 60));
        image.save(m_folder.filePath("rgb.png"));
        const auto file = read("rgb.png");
        QCOMPARE(file.unknown_pixels, size_t(0));
        QCOMPARE(file.map.labels, (std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 1}));
    }

    void unknownColoursAreCountedAndGivenTheNearest()
    {
        QImage image(3, 1, QImage::Format_RGB888);
        image.fill(QColor(104, 176, 61));
        image.setPixelColor(0, 0, QColor(112, 176, 232));
        image.save(m_folder.filePath("near.png"));
        const auto file = read("near.png");
        QCOMPARE(file.unknown_pixels, size_t(2));
        QCOMPARE(file.unknown_colours.size(), size_t(1));
        QCOMPARE(file.map.labels, (std::vector<std::uint8_t>{0, 1, 1}));
    }

    void palettesOfOtherProgramsCountByColour()
    {
        QImage image(2, 1, QImage::Format_Indexed8);
        image.setColorTable({qRgb(104, 176, 60), qRgb(112, 176, 232)});  // the other way round
        image.setPixel(0, 0, 0);
        image.setPixel(1, 0, 1);
        image.save(m_folder.filePath("palette.png"));
        QCOMPARE(read("palette.png").map.labels, (std::vector<std::uint8_t>{1, 0}));
    }

    void greyFilesCountByIndex()
    {
        QImage image(2, 1, QImage::Format_Grayscale8);
        image.setPixelColor(0, 0, QColor(1, 1, 1));
        image.setPixelColor(1, 0, QColor(0, 0, 0));
        image.save(m_folder.filePath("grey.png"));
        QCOMPARE(read("grey.png").map.labels, (std::vector<std::uint8_t>{1, 0}));
    }

    void impossibleFilesAreSentences_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no picture") << QByteArray("model: {}");
        const auto png = [](quint32 width, quint32 height) {
            QByteArray bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
            for (const quint32 v : {width, height})
                for (int shift = 24; shift >= 0; shift -= 8)
                    bytes.append(char(v >> shift));
            return bytes + QByteArray("\x08\x02\0\0\0\0\0\0\0", 9);
        };
        QTest::newRow("0 pixels wide") << png(0, 10);
        QTest::newRow("100000 pixels wide") << png(100000, 10);
    }

    void impossibleFilesAreSentences()
    {
        QFETCH(QByteArray, bytes);
        QFile file(m_folder.filePath("bad.png"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QVERIFY_EXCEPTION_THROWN(read("bad.png"), Error);
    }
};

QTEST_GUILESS_MAIN(MapFileTest)
#include "map_file_test.moc"
