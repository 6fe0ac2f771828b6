// SPDX-License-Identifier: MIT
#include "data/coco.h"
#include "data/open_images.h"
#include "ldm/error.h"
#include "support/data_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace ldm;
namespace fs = std::filesystem;

/// COCO's and Open Images' annotations, small ones made by hand.
class AnnotatedSetsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path path(const std::string& name) const
    {
        return fs::path(m_dir.path().toStdString()) / name;
    }

    static constexpr const char* kImages =
        R"("images": [{"id": 9, "file_name": "b.png", "width": 8, "height": 4},
                      {"id": 4, "file_name": "a.png", "width": 6, "height": 4}])";

    void writeCoco() const
    {
        samples::write_picture(path("coco/a.png"), samples::picture(6, 4, 1));
        samples::write_picture(path("coco/b.png"), samples::picture(8, 4, 2));
        samples::write_text(path("instances.json"),
                            std::string(R"({"info": {"year": 2017}, )") + kImages + R"(,
            "annotations": [
              {"id": 1, "image_id": 9, "category_id": 3, "bbox": [2, 1, 4, 2], "iscrowd": 0,
               "segmentation": [[2, 1, 6, 1, 6, 3, 2, 3]]},
              {"id": 2, "image_id": 9, "category_id": 10, "bbox": [0, 0, 1, 4], "iscrowd": 1,
               "segmentation": {"size": [4, 8], "counts": [0, 4, 28]}}],
            "categories": [{"id": 3, "name": "car"}, {"id": 10, "name": "traffic light"}]})");
        samples::write_text(path("stuff.json"), std::string("{") + kImages + R"(,
            "annotations": [{"id": 3, "image_id": 9, "category_id": 157, "bbox": [0, 0, 8, 4],
               "segmentation": {"size": [4, 8], "counts": "0P1"}}],
            "categories": [{"id": 157, "name": "sky-other"}, {"id": 183, "name": "other"}]})");
        samples::write_text(path("captions.json"), std::string("{") + kImages + R"(,
            "annotations": [{"image_id": 9, "id": 1, "caption": "a car"},
                            {"image_id": 9, "id": 2, "caption": "a lamp"},
                            {"image_id": 4, "id": 3, "caption": "nothing"}]})");
    }

    static QString problemOf(const std::function<void()>& run)
    {
        try {
            run();
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { writeCoco(); }

    void decodesRunLengths()
    {
        // Worked out by hand: 5 bits a character, differences from the third on.
        QCOMPARE(data::decode_runs("0P1"), (std::vector<std::uint32_t>{0, 32}));
        QCOMPARE(data::decode_runs("524N"), (std::vector<std::uint32_t>{5, 2, 4, 0}));
        QVERIFY_EXCEPTION_THROWN(data::decode_runs("P"), Error);
        QVERIFY_EXCEPTION_THROWN(data::decode_runs("\x01"), Error);
        LabelMap map{2, 2, {0, 0, 0, 0}};
        QVERIFY_EXCEPTION_THROWN(data::paint_shape(map, data::CocoRuns{2, 2, {1, 9}}, 1), Error);
        data::paint_shape(map, data::CocoRuns{2, 2, {1, 2, 1}}, 7);  // down the columns
        QCOMPARE(map.labels, (std::vector<std::uint8_t>{0, 7, 7, 0}));
    }

    void readsCocosCaptions()
    {
        data::CocoOptions options{path("coco")};
        options.captions = path("captions.json");
        const data::Coco set(options);
        QCOMPARE(set.size(), 2);
        QCOMPARE(set.read(0, 1).key, std::string("a.png"));
        QCOMPARE(set.read(0, 1).caption, std::string("nothing"));
        std::set<std::string> seen;
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            seen.insert(set.read(1, seed).caption);
        QCOMPARE(seen, (std::set<std::string>{"a car", "a lamp"}));
        QVERIFY(set.read(1, 3).image == samples::picture(8, 4, 2));
    }

    void readsCocosBoxes()
    {
        data::CocoOptions options{path("coco"), path("instances.json"), path("stuff.json")};
        options.with_boxes = true;
        const data::Coco set(options);
        // As text "10" < "157" < "3"; "other" is none.
        QCOMPARE(set.box_labels(), (std::vector<std::string>{"traffic light", "sky-other", "car"}));
        QCOMPARE(set.size(), 1);  // the other has fewer than two boxes
        const auto example = set.read(0, 0);
        QCOMPARE(example.boxes.size(), size_t(3));
        for (const auto& box : example.boxes) {
            const LabelledBox light{0, 0, 0, 0.125, 1, true, false, false, false};
            const LabelledBox sky{1, 0, 0, 1, 1, false, false, false, false};
            const LabelledBox car{2, 0.25, 0.25, 0.5, 0.5, false, false, false, false};
            QVERIFY(box == light || box == sky || box == car);
        }
        std::set<int> first;
        for (std::uint64_t seed = 0; seed < 30; ++seed)
            first.insert(set.read(0, seed).boxes[0].label);
        QCOMPARE(first.size(), size_t(3));
    }

    void drawsCocosMaps()
    {
        data::CocoOptions options{path("coco"), path("instances.json"), path("stuff.json")};
        options.with_maps = true;
        const auto map = *data::Coco(options).read(1, 0).map;
        std::vector<std::uint8_t> wanted(32, 157);
        for (int y = 0; y < 4; ++y)
            wanted[size_t(y * 8)] = 10;
        for (int y = 1; y < 3; ++y)
            for (int x = 2; x < 6; ++x)
                wanted[size_t(y * 8 + x)] = 3;
        QCOMPARE(map.labels, wanted);
        QCOMPARE(data::Coco(options).read(0, 0).map->labels, std::vector<std::uint8_t>(24, 0));
    }

    void readsPixelMaps()
    {
        fs::create_directories(path("maps"));
        LabelMap map{8, 4, std::vector<std::uint8_t>(32, 255)};
        map.labels[0] = 181;
        map.labels[31] = 0;
        write_index_png(path("maps/b.png"), map, std::vector<Rgb>(256));
        data::CocoOptions options{path("coco")};
        options.captions = path("captions.json");
        options.maps = path("maps");
        options.with_maps = true;
        auto read = data::Coco(options).read(1, 0).map->labels;
        QCOMPARE(int(read[0]), 182);
        QCOMPARE(int(read[31]), 1);
        QCOMPARE(int(read[9]), 0);
        options.labels = data::CocoLabels::Plain182;
        read = data::Coco(options).read(1, 0).map->labels;
        QCOMPARE(int(read[0]), 181);
        QCOMPARE(int(read[31]), 0);
        QCOMPARE(int(read[9]), 181);  // the nearest label
        QCOMPARE(int(read[22]), 0);
    }

    void namesWhatIsWrongInCocosFiles()
    {
        data::CocoOptions options{path("coco")};
        const auto problem = [&](const std::string& json) {
            samples::write_text(path("broken.json"), json);
            options.captions = path("broken.json");
            return problemOf([&] { data::Coco{options}; });
        };
        QVERIFY(problem(R"({"images": [{"id": 1)").contains("line 1"));
        QVERIFY(problem("[]").contains("no object"));
        const auto lacking = problem(R"({"annotations": [
            {"image_id": 1, "caption": "a"}, {"image_id": 2, "caption": 7}]})");
        QVERIFY2(lacking.contains("entry 2 of annotations"), qPrintable(lacking));
        QVERIFY(problem("{}").contains("no picture"));
        QVERIFY(problem(R"({"annotations": [{"image_id": 1, "caption": "a"}]})")
                    .contains("no picture"));
    }

    void readsOpenImages()
    {
        const std::string header =
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,"
            "IsGroupOf,IsDepiction,IsInside\n";
        samples::write_picture(path("oi/p1.jpg"), samples::picture(8, 8, 4));
        samples::write_text(path("labels.txt"), "Tree\nPerson\n");
        samples::write_text(path("classes.csv"),
                            "/m/1,Tree\n/m/2,Woman\n/m/3,\"Unknown, thing\"\n/m/4,Person\n");
        samples::write_text(path("boxes.csv"), header + "p0,x,/m/1,1,0,1,0,1,0,0,0,0,0\n" +
                                                   "p1,x,/m/1,1,0.25,0.75,0,0.5,1,0,1,0,0\n" +
                                                   "p1,x,/m/2,1,0,1,0.5,1,0,1,0,1,1\n" +
                                                   "p1,x,/m/3,1,0,1,0,1,0,0,0,0,0\n" +
                                                   "p1,x,/m/1,1,0.5,0.505,0,0.005,0,0,0,0,0\n");
        const data::OpenImagesOptions options{path("oi"), path("boxes.csv"), path("classes.csv"),
                                              path("labels.txt")};
        const data::OpenImages set(options);
        QCOMPARE(set.size(), 1);
        QCOMPARE(set.notes().size(), size_t(1));
        const auto example = set.read(0, 0);
        QVERIFY(example.image == samples::picture(8, 8, 4));
        QCOMPARE(example.boxes.size(), size_t(2));
        const LabelledBox tree{0, 0.25, 0, 0.5, 0.5, true, true, false, false};
        const LabelledBox woman{1, 0, 0.5, 1, 0.5, false, false, true, true};
        QVERIFY(example.boxes[0] == tree || example.boxes[1] == tree);
        QVERIFY(example.boxes[0] == woman || example.boxes[1] == woman);

        const auto problem = [&](const std::string& csv) {
            samples::write_text(path("boxes.csv"), csv);
            return problemOf([&] { data::OpenImages{options}; });
        };
        QVERIFY(problem(header + "p0,x,/m/1,1,0,1,0,1,0,0,0,0,0\np1,x\n").contains("line 3"));
        QVERIFY(problem(header + "p0,x,/m/1,1,0,7,0,1,0,0,0,0,0\n").contains("line 2"));
        QVERIFY(problem("a,b\n").contains("ImageID"));
        QVERIFY(problem(header).contains("no picture"));
    }
};

QTEST_GUILESS_MAIN(AnnotatedSetsTest)
#include "annotated_sets_test.moc"
