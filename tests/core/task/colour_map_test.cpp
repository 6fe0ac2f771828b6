// SPDX-License-Identifier: MIT
#include "ldm/colour_map.h"
#include "ldm/error.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace ldm;

/// Maps of other programs: recognised by their colours, matched by their names.
class ColourMapTest : public QObject {
    Q_OBJECT

private:
    const std::filesystem::path m_folder{SFUMATO_SOURCE_DIR "/resources/palettes"};
    const std::vector<LabelInfo> m_labels{{"sky", {112, 176, 232}},      {"cloud", {222, 232, 242}},
                                          {"mountain", {110, 104, 128}}, {"grass", {104, 176, 60}},
                                          {"tree", {26, 92, 48}},        {"road", {168, 160, 152}},
                                          {"sea", {24, 84, 150}},        {"river", {92, 178, 206}},
                                          {"building", {190, 70, 56}},   {"object", {255, 150, 0}}};
    QTemporaryDir m_files;

    // Stripes of these colours, 16 pixels wide.
    QString stripes(const QString& name, const QList<QColor>& colours, int quality = -1) const
    {
        QImage image(16 * int(colours.size()), 32, QImage::Format_RGB888);
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y)
                image.setPixelColor(x, y, colours[x / 16]);
        image.save(m_files.filePath(name), nullptr, quality);
        return m_files.filePath(name);
    }

    ColourMap read(const QString& file, const std::string& use = {}) const
    {
        return read_colour_map(file.toStdString(), m_labels, {m_folder, use});
    }

    std::string labelAt(const ColourMap& map, int x) const
    {
        return m_labels[size_t(map.colours[map.cells[size_t(x)]].label)].name;
    }

private Q_SLOTS:
    void tablesAreWhole()
    {
        const auto titles = colour_tables(m_folder);
        QCOMPARE(titles.size(), size_t(6));
        QVERIFY(colour_tables("/no/such/folder").empty());
    }

    void otherProgramsMapsAreRecognised_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<QColor>>("colours");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("GauGAN") << "a.png"
                                << QList<QColor>{"#9ceedd", "#a8c832", "#869664", "#9ac6da",
                                                 "#7f4502"}
                                << "GauGAN"
                                << QStringList{"sky", "tree", "mountain", "sea", "building"};
        QTest::newRow("ADE20K") << "b.png"
                                << QList<QColor>{{6, 230, 230},
                                                 {4, 200, 3},
                                                 {143, 255, 140},
                                                 {180, 120, 120},
                                                 {9, 7, 230}}
                                << "ADE20K"
                                << QStringList{"sky", "tree", "mountain", "building", "sea"};
        QTest::newRow("Cityscapes")
            << "c_gtFine_color.png"
            << QList<QColor>{{70, 130, 180},
                             {107, 142, 35},
                             {128, 64, 128},
                             {70, 70, 70},
                             {0, 0, 142}}
            << "Cityscapes" << QStringList{"sky", "tree", "road", "building", "object"};
    }

    void otherProgramsMapsAreRecognised()
    {
        QFETCH(QString, file);
        QFETCH(QList<QColor>, colours);
        QFETCH(QString, table);
        QFETCH(QStringList, labels);
        const auto map = read(stripes(file, colours));
        QCOMPARE(QString::fromStdString(map.table), table);
        QCOMPARE(map.colours.size(), size_t(colours.size()));
        for (int i = 0; i < labels.size(); ++i)
            QCOMPARE(QString::fromStdString(labelAt(map, 16 * i + 8)), labels[i]);
        QVERIFY(map.colours.front().certain);
        QCOMPARE(map.exact, 1.0);
        QCOMPARE(to_labels(map).labels.size(), map.cells.size());
    }

    // What JPEG makes of flat colours goes to the colours themselves.
    void lossyMapsAreCleaned()
    {
        const auto map =
            read(stripes("d.jpg", {"#9ceedd", "#a8c832", "#869664", "#9ac6da"}, 80), "GauGAN");
        QCOMPARE(QString::fromStdString(map.table), QString("GauGAN"));
        QVERIFY2(map.colours.size() <= 40, qPrintable(QString::number(map.colours.size())));
        for (const auto& [x, label] : {std::pair(8, "sky"), {24, "tree"}, {40, "mountain"}})
            QCOMPARE(labelAt(map, x), std::string(label));
    }

    void mapsOfNumbersAreReadByNumber()
    {
        QImage image(8, 8, QImage::Format_Grayscale8);
        image.fill(23);  // sky
        for (int x = 0; x < 8; ++x)
            image.setPixel(x, 7, 7);  // road
        image.save(m_files.filePath("e_labelIds.png"));
        const auto map = read(m_files.filePath("e_labelIds.png"));
        QCOMPARE(QString::fromStdString(map.table), QString("Cityscapes"));
        QCOMPARE(labelAt(map, 0), std::string("sky"));
        QCOMPARE(labelAt(map, 8 * 7), std::string("road"));
        const auto other = read(m_files.filePath("e_labelIds.png"), "COCO-Stuff");
        QCOMPARE(QString::fromStdString(other.table), QString("COCO-Stuff"));
    }

    void coloursOfNobodyGetTheNearest()
    {
        const auto map = read(stripes("f.png", {{108, 170, 228}, {30, 96, 52}, {200, 60, 50}}));
        QVERIFY(map.table.empty());
        QCOMPARE(labelAt(map, 8), std::string("sky"));
        QCOMPARE(labelAt(map, 24), std::string("tree"));
        QCOMPARE(labelAt(map, 40), std::string("building"));
        QVERIFY(!map.colours.front().certain);
    }

    void photosHaveAtMost256Colours()
    {
        QImage image(64, 64, QImage::Format_RGB888);
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                image.setPixel(x, y, qRgb(x * 4, y * 4, (x * y) % 256));
        image.save(m_files.filePath("g.png"));
        const auto map = read(m_files.filePath("g.png"));
        QVERIFY(!map.colours.empty() && map.colours.size() <= 256);
        QVERIFY(map.exact < 0.05);
        QCOMPARE(map.cells.size(), size_t(64 * 64));
    }

    void labelsOfTwoModelsMeetByName()
    {
        const std::vector<LabelInfo> other{{"sky-other", {}}, {"vegetation", {}}, {"violin", {}}};
        QCOMPARE(match_labels(other, m_labels, m_folder), (std::vector<int>{0, 4, -1}));
    }

    void aModelWithoutLabelsTakesNone()
    {
        QVERIFY_EXCEPTION_THROWN(read_colour_map("x.png", {}, {m_folder, {}}), Error);
    }
};

QTEST_APPLESS_MAIN(ColourMapTest)
#include "colour_map_test.moc"
