// SPDX-License-Identifier: MIT
#include "data/image_files.h"
#include "data/image_net.h"
#include "data/lsun.h"
#include "data/world_dataset.h"
#include "ldm/error.h"
#include "support/data_samples.h"

#include <lmdb.h>

#include <QTemporaryDir>
#include <QTest>

using namespace ldm;
namespace fs = std::filesystem;

/// Folders of pictures, ImageNet's folders, LSUN's data base and the world, read back exactly.
class PictureSetsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path folder(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    static void writeLmdb(const fs::path& root,
                          const std::vector<std::pair<std::string, std::string>>& entries)
    {
        fs::create_directories(root);
        MDB_env* environment = nullptr;
        MDB_txn* transaction = nullptr;
        MDB_dbi table = 0;
        QCOMPARE(mdb_env_create(&environment), 0);
        QCOMPARE(mdb_env_open(environment, root.c_str(), 0, 0644), 0);
        QCOMPARE(mdb_txn_begin(environment, nullptr, 0, &transaction), 0);
        QCOMPARE(mdb_dbi_open(transaction, nullptr, 0, &table), 0);
        for (const auto& [name, bytes] : entries) {
            MDB_val key{name.size(), const_cast<char*>(name.data())};
            MDB_val value{bytes.size(), const_cast<char*>(bytes.data())};
            QCOMPARE(mdb_put(transaction, table, &key, &value, 0), 0);
        }
        QCOMPARE(mdb_txn_commit(transaction), 0);
        mdb_env_close(environment);
    }

private Q_SLOTS:
    void readsAFolderSorted()
    {
        const auto root = folder("photos");
        samples::write_picture(root / "b.png", samples::picture(5, 4, 1));
        samples::write_picture(root / "sub/a.PNG", samples::picture(6, 4, 2));
        samples::write_picture(root / ".hidden.png", samples::picture(6, 4, 3));
        samples::write_text(root / "notes.md", "no picture");
        fs::create_directory_symlink(root, root / "sub/loop");
        const data::ImageFiles set({root});
        QCOMPARE(set.size(), 2);
        QCOMPARE(set.read(0, 0).key, std::string("b.png"));
        QVERIFY(set.read(0, 0).image == samples::picture(5, 4, 1));
        QVERIFY(set.read(1, 7).image == samples::picture(6, 4, 2));
    }

    void readsAListWithMapsAndCaptions()
    {
        const auto root = folder("listed");
        for (int i = 0; i < 3; ++i)
            samples::write_picture(root / (std::to_string(i) + ".png"), samples::picture(4, 2, i));
        samples::write_text(root / "2.txt", "a red boat\n");
        samples::write_text(root / "0.txt", "a hill");
        samples::write_text(folder("list.txt"), "2.png\r\n\n0.npy\n");
        const LabelMap map{4, 2, {0, 1, 2, 3, 3, 2, 1, 0}};
        for (const auto* name : {"0.png", "2.png"}) {
            fs::create_directories(folder("maps"));
            write_index_png(folder("maps") / name, map, std::vector<Rgb>(4));
        }
        const data::ImageFiles set({root, folder("list.txt"), folder("maps"), true});
        QCOMPARE(set.size(), 2);
        const auto example = set.read(0, 0);
        QVERIFY(example.image == samples::picture(4, 2, 2));
        QVERIFY(example.map == map);
        QCOMPARE(example.caption, std::string("a red boat"));
        // The published list of CelebA-HQ names NumPy files.
        QVERIFY(set.read(1, 0).image == samples::picture(4, 2, 0));
    }

    void saysWhereDataIsToBePut()
    {
        try {
            data::ImageFiles({folder("nowhere")});
            QFAIL("a missing folder was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("nowhere"));
            QVERIFY(QString(error.what()).contains("put"));
        }
        fs::create_directories(folder("empty"));
        QVERIFY_EXCEPTION_THROWN(data::ImageFiles({folder("empty")}), Error);
        samples::write_picture(folder("wrong-map") / "a.png", samples::picture(4, 4, 0));
        const data::ImageFiles set({folder("wrong-map"), {}, folder("wrong-map")});
        QVERIFY_EXCEPTION_THROWN(set.read(0, 0), Error);  // an RGB picture is no map
    }

    void readsImageNetBySynset()
    {
        const auto root = folder("imagenet");
        samples::write_picture(root / "n01443537/n01443537_1.png", samples::picture(3, 3, 1));
        samples::write_picture(root / "n01440764/n01440764_7.png", samples::picture(3, 3, 0));
        samples::write_picture(root / "n06596364/n06596364_9591.png", samples::picture(3, 3, 9));
        samples::write_picture(root / "n06596364/n06596364_2.png", samples::picture(3, 3, 2));
        samples::write_picture(root / "elsewhere/x.png", samples::picture(3, 3, 5));
        const data::ImageNet set({root});
        QCOMPARE(set.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(set.read(i, 0).class_id, i);
            QVERIFY(set.read(i, 0).image == samples::picture(3, 3, i));
        }
        samples::write_text(folder("synsets.txt"),
                            "n01443537 goldfish\nn01440764 tench\nn00000001\nn06596364\n");
        QCOMPARE(data::ImageNet({root, folder("synsets.txt")}).read(0, 0).class_id, 1);
        samples::write_text(folder("synsets.txt"), "n01443537\nfish\n");
        try {
            data::ImageNet({root, folder("synsets.txt")});
            QFAIL("a line that is no synset was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("line 2"));
        }
    }

    void readsLsunsDataBase()
    {
        const auto root = folder("bedroom_lmdb");
        std::vector<std::pair<std::string, std::string>> entries;
        for (int i = 0; i < 40; ++i)
            entries.emplace_back("key" + std::to_string(100 + i),
                                 samples::png_bytes(folder("."), samples::picture(40, 30, i)));
        entries[3].second = "no picture";
        writeLmdb(root, entries);
        const data::Lsun all({root});
        QCOMPARE(all.size(), 40);
        QCOMPARE(all.read(7, 0).key, std::string("key107"));
        QVERIFY(all.read(7, 0).image == samples::picture(40, 30, 7));
        QVERIFY_EXCEPTION_THROWN(all.read(3, 0), Error);

        // A second run takes the kept list; a list file takes a part.
        const data::Lsun first({root, {}, folder("keys")});
        QCOMPARE(first.size(), data::Lsun({root, {}, folder("keys")}).size());
        samples::write_text(folder("bedrooms.txt"), "key105.webp\nkey102.webp\nkey999\n");
        const data::Lsun part({root, folder("bedrooms.txt")});
        QCOMPARE(part.size(), 3);
        QVERIFY(part.read(0, 0).image == samples::picture(40, 30, 2));
        QVERIFY_EXCEPTION_THROWN(part.read(2, 0), Error);

        QVERIFY_EXCEPTION_THROWN(data::Lsun({folder("no_lmdb")}), Error);
        const auto bytes = samples::read_text(root / "data.mdb");
        samples::write_text(folder("cut_lmdb") / "data.mdb", bytes.substr(0, bytes.size() / 2));
        QVERIFY_EXCEPTION_THROWN(data::Lsun({folder("cut_lmdb")}), Error);
        samples::write_text(folder("odd_lmdb") / "data.mdb", std::string(8192, 'x'));
        QVERIFY_EXCEPTION_THROWN(data::Lsun({folder("odd_lmdb")}), Error);
    }

    void rendersTheWorld()
    {
        data::WorldDatasetOptions options;
        options.size = 64;
        options.first_seed = 5;
        options.count = 3;
        options.coarse_maps = 0.0;
        const data::WorldDataset set(options);
        QCOMPARE(set.size(), 3);
        const auto example = set.read(1, 0);
        QVERIFY(example.image == set.read(1, 9).image);
        QVERIFY(!example.caption.empty());
        QVERIFY(example.class_id >= 0);
        QCOMPARE(example.map->labels.size(), size_t(64 * 64));
        QVERIFY(!example.boxes.empty());
        for (const auto& box : example.boxes) {
            // The first row of a box has its label somewhere.
            const int y = int(box.y * 64), x = int(box.x * 64);
            const auto row = example.map->labels.begin() + y * 64;
            QVERIFY(std::count(row + x, row + x + int(box.width * 64), box.label) > 0);
        }
    }

    void boxesAreThePartsOfAMap()
    {
        LabelMap map{20, 10, std::vector<std::uint8_t>(200, 0)};
        for (int y = 2; y < 6; ++y)
            for (int x = 4; x < 9; ++x)
                map.labels[size_t(y * 20 + x)] = 3;
        const auto boxes = data::boxes_of_map(map);
        QCOMPARE(boxes.size(), size_t(2));
        QCOMPARE(boxes[0].label, 0);
        const LabelledBox wanted{3, 0.2, 0.2, 0.25, 0.4, false, false, false, false};
        QVERIFY(boxes[1] == wanted);
    }
};

QTEST_GUILESS_MAIN(PictureSetsTest)
#include "picture_sets_test.moc"
