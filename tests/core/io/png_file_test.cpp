// SPDX-License-Identifier: MIT
#include "core/io/picture_samples.h"
#include "io/image_file.h"
#include "ldm/error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace samples;

/// What a PNG carries beside its colours: texts, indices, palettes.
class PngFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recipeTravelsInPng();
    void readsTextOfEveryChunkKind_data();
    void readsTextOfEveryChunkKind();
    void refusesTextBomb();
    void labelMapKeepsIndices();
    void greyLabelMapKeepsValues();
    void colourLabelMapKeepsColours();
    void refusesWhatCannotBeWritten();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    ldm::Image read(const char* name) const { return ldm::read_image(file(name).toStdString()); }

    QTemporaryDir m_folder;
};

void PngFileTest::recipeTravelsInPng()
{
    const std::string recipe =
        "{\"prompt\": \"Bäume\", \"map\": \"" + std::string(300'000, 'A') + "\"}";
    const auto path = file("recipe.png").toStdString();
    ldm::write_png(path, ramp(8, 8, 3), ldm::PngText{recipe});
    QCOMPARE(ldm::read_png_text(path), recipe);
    QVERIFY(!ldm::read_png_text(path, "other"));
    QVERIFY(!ldm::read_png_text(path, "sfumato"));
    QVERIFY(contents(file("recipe.png")).contains("iTXtsfumato:recipe"));
    QCOMPARE(read("recipe.png"), ramp(8, 8, 3));
    QByteArray damaged = contents(file("recipe.png"));
    damaged[1000] = '!';
    put(file("recipe.png"), damaged);
    QVERIFY_EXCEPTION_THROWN(ldm::read_png_text(path), ldm::Error);
    put(file("recipe.png"), "no PNG");
    QVERIFY(!ldm::read_png_text(path));
}

void PngFileTest::readsTextOfEveryChunkKind_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray zero(1, '\0');
    QTest::newRow("tEXt") << chunk("tEXt", "key" + zero + "gr\xfc\xdf");
    QTest::newRow("zTXt") << chunk("zTXt", "key" + zero + zero + deflated("gr\xfc\xdf"));
    const QByteArray itxt = "key" + zero;
    QTest::newRow("iTXt") << chunk("iTXt",
                                   itxt + QByteArray(2, '\0') + "de" + zero + zero + "grüß");
    QTest::newRow("iTXt packed") << chunk("iTXt",
                                          itxt + QByteArray("\1\0\0\0", 4) + deflated("grüß"));
}

void PngFileTest::readsTextOfEveryChunkKind()
{
    QFETCH(QByteArray, text);
    put(file("text.png"), png(1, 1, 8, 0, QByteArray(2, '\0'), text));
    QCOMPARE(ldm::read_png_text(file("text.png").toStdString(), "key"), std::string("grüß"));
}

void PngFileTest::refusesTextBomb()
{
    const QByteArray bomb = deflated(QByteArray(70 << 20, 'x'));
    put(file("bomb.png"),
        png(1, 1, 8, 0, QByteArray(2, '\0'), chunk("zTXt", QByteArray("key\0\0", 5) + bomb)));
    QVERIFY_EXCEPTION_THROWN(ldm::read_png_text(file("bomb.png").toStdString(), "key"), ldm::Error);
    QCOMPARE(read("bomb.png").width, 1);
}

void PngFileTest::labelMapKeepsIndices()
{
    const ldm::LabelMap map{3, 2, {0, 1, 2, 2, 1, 0}};
    const std::vector<ldm::Rgb> palette = {{1, 2, 3}, {200, 0, 0}, {0, 0, 90}};
    const auto path = file("map.png").toStdString();
    ldm::write_index_png(path, map, palette);
    const auto read = ldm::read_label_map(path);
    QVERIFY(read.by_index());
    QCOMPARE(read.indices, map);
    QCOMPARE(read.palette, palette);
    QCOMPARE(ldm::read_image(path).pixels[3], std::uint8_t(200));
    put(file("map.png"),
        png(3, 1, 2, 3, QByteArray("\0\x18", 2), chunk("PLTE", QByteArray(9, 'a'))));
    QCOMPARE(ldm::read_label_map(path).indices.labels, (std::vector<std::uint8_t>{0, 1, 2}));
}

void PngFileTest::greyLabelMapKeepsValues()
{
    put(file("grey.png"), png(2, 1, 8, 0, QByteArray("\0\5\xc8", 3)));
    const auto read = ldm::read_label_map(file("grey.png").toStdString());
    QCOMPARE(read.indices.labels, (std::vector<std::uint8_t>{5, 200}));
    QVERIFY(read.palette.empty());
}

void PngFileTest::colourLabelMapKeepsColours()
{
    ldm::write_png(file("rgba.png").toStdString(), ramp(5, 4, 4));
    const auto read = ldm::read_label_map(file("rgba.png").toStdString());
    QVERIFY(!read.by_index());
    QCOMPARE(read.colours, ramp(5, 4, 3));
}

void PngFileTest::refusesWhatCannotBeWritten()
{
    const auto path = file("bad.png").toStdString();
    QVERIFY_EXCEPTION_THROWN(ldm::write_png(path, ldm::Image{}), ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_png(path, {2, 2, 3, {1, 2, 3}}), ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_png(path, {1, 1, 2, {1, 2}}), ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_png(path, ramp(2, 2, 3), ldm::PngText{"x", ""}),
                             ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_index_png(path, {1, 1, {3}}, {{1, 2, 3}}), ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_index_png(path, {1, 1, {0}}, {}), ldm::Error);
    QVERIFY_EXCEPTION_THROWN(ldm::write_png(file("no/a.png").toStdString(), ramp(2, 2, 3)),
                             ldm::Error);
    QVERIFY(!QFile::exists(file("bad.png")));
}

QTEST_APPLESS_MAIN(PngFileTest)
#include "png_file_test.moc"
