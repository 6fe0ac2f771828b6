// SPDX-License-Identifier: MIT
#include "data/world/materials.h"
#include "data/world/species.h"
#include "data/world/world.h"
#include "io/image_file.h"
#include "ldm/error.h"
#include "runtime/hash.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace ldm;
namespace fs = std::filesystem;

// A pack drawn by code: six textures and six cut-outs of 64 pixels.
class ToyPack {
public:
    ToyPack() : root_(dir_.path().toStdString())
    {
        int hue = 20;
        for (const char* name : {"grass", "rock", "sand", "snow", "dirt", "road"})
            add("ground", name, "ground/" + std::string(name) + ".png", 3, hue += 35);
        for (const char* name : {"conifer", "broadleaf", "bush"})
            add("plant", name, "plants/" + std::string(name) + ".png", 4, hue -= 20);
        for (const char* name : {"cow", "balloon", "zebra"})
            add("thing", name, "things/" + std::string(name) + ".png", 4, hue -= 20);
        write();
    }

    const fs::path& root() const { return root_; }
    nlohmann::json& files() { return manifest_["files"]; }

    void write() { text("manifest.json", manifest_.dump()); }

    void text(const std::string& name, const std::string& content)
    {
        std::ofstream(root_ / name, std::ios::binary) << content;
    }

    void add(const std::string& kind, const std::string& name, const std::string& file,
             int channels, int hue, int side = 64)
    {
        Image image{side, side, channels,
                    std::vector<std::uint8_t>(size_t(side) * size_t(side) * size_t(channels))};
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                auto* p =
                    image.pixels.data() + (size_t(y) * size_t(side) + size_t(x)) * size_t(channels);
                p[0] = std::uint8_t(hue);
                p[1] = std::uint8_t((x ^ y) * 2 + 60);
                p[2] = std::uint8_t(255 - hue);
                if (channels == 4)
                    p[3] = (x - 32) * (x - 32) + (y - 32) * (y - 32) < 900 ? 255 : 0;
            }
        fs::create_directories((root_ / file).parent_path());
        write_png(root_ / file, image);
        manifest_["files"].push_back({{"file", file},
                                      {"kind", kind},
                                      {"name", name},
                                      {"sha256", sha256_file(root_ / file)}});
    }

private:
    QTemporaryDir dir_;
    fs::path root_;
    nlohmann::json manifest_{
        {"format", "sfumato-materials"}, {"version", 1}, {"files", nlohmann::json::array()}};
};

class MaterialsTest : public QObject {
    Q_OBJECT

private:
    static world::WorldPicture draw(std::uint64_t seed, const world::Materials* materials)
    {
        return world::render(seed, {64, 1, materials});
    }

    static size_t index_of(const std::string& name)
    {
        for (size_t i = 0; i < world::species().size(); ++i)
            if (name == world::species()[i].name)
                return i;
        return world::species().size();
    }

private Q_SLOTS:
    void aPackTakesThePlaceOfWhatCodeDraws()
    {
        const ToyPack pack;
        const auto materials = world::load_materials(pack.root());
        const auto& drawn = world::procedural_materials();
        QCOMPARE(materials.ground[size_t(world::Ground::Grass)].size(), size_t(1));
        QCOMPARE(materials.plants[size_t(world::Plant::Conifer)].size(), size_t(1));
        QCOMPARE(materials.things[index_of("zebra")].size(), size_t(1));
        QVERIFY(drawn.things[index_of("zebra")].empty());
        QCOMPARE(materials.digest.size(), size_t(64));
        int differing = 0;
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            const auto a = draw(seed, &materials), b = draw(seed, &materials);
            QCOMPARE(a.rgb, b.rgb);
            QCOMPARE(a.caption, b.caption);
            differing += a.rgb != draw(seed, nullptr).rgb;
        }
        QCOMPARE(differing, 6);
    }

    void whatAPackLacksIsDrawn()
    {
        ToyPack pack;
        pack.files().erase(pack.files().begin(), pack.files().begin() + 9);
        pack.write();
        const auto materials = world::load_materials(pack.root());
        for (const auto& list : materials.ground)
            QVERIFY(!list.empty());
        for (const auto& list : materials.plants)
            QVERIFY(!list.empty());
        QVERIFY(!draw(1, &materials).rgb.empty());
    }

    void packsAreReadOnce()
    {
        const ToyPack pack;
        const auto a = world::shared_materials(pack.root());
        QCOMPARE(world::shared_materials(pack.root() / "."), a);
    }

    void aTextureRepeatsAndAveragesFromAfar()
    {
        std::vector<std::uint8_t> rgb(16 * 16 * 3);
        for (size_t i = 0; i < rgb.size(); ++i)
            rgb[i] = (i / 3) % 2 == 0 ? 255 : 0;
        const world::Texture texture(16, rgb);
        const auto near = texture.sample(.3f, .4f, 0.0f), again = texture.sample(-2.7f, 5.4f, 0.0f);
        QVERIFY(std::abs(near.r - again.r) < .01f);
        const auto far = texture.sample(.3f, .4f, 1.0f), there = texture.sample(.8f, .1f, 1.0f);
        QVERIFY(std::abs(far.r - there.r) < .01f);
        QVERIFY(far.r > .15f && far.r < .6f);
    }

    void damagedPacksAreRefused_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char* damage : {"no manifest", "no json", "other format", "endless list",
                                   "no file", "broken png", "exchanged", "outside", "absolute",
                                   "link", "huge", "bomb", "no alpha", "odd side", "wrong types"})
            QTest::newRow(damage) << damage;
    }

    void damagedPacksAreRefused()
    {
        QFETCH(QString, damage);
        ToyPack pack;
        auto& first = pack.files()[0];
        if (damage == "no manifest")
            fs::remove(pack.root() / "manifest.json");
        else if (damage == "no json")
            pack.text("manifest.json", "{\"format\": [[[[");
        else if (damage == "other format")
            pack.text("manifest.json", "{\"format\": \"other\", \"version\": 1, \"files\": []}");
        else if (damage == "endless list") {
            pack.files() = nlohmann::json(3000, first);
            pack.write();
        } else if (damage == "no file")
            fs::remove(pack.root() / "ground/grass.png");
        else if (damage == "broken png") {
            pack.text("ground/grass.png", "\x89PNG\r\n\x1a\nbroken");
            first.erase("sha256");
            pack.write();
        } else if (damage == "exchanged")
            fs::copy_file(pack.root() / "ground/rock.png", pack.root() / "ground/grass.png",
                          fs::copy_options::overwrite_existing);
        else if (damage == "outside" || damage == "absolute") {
            first["file"] = damage == "outside" ? "ground/../../etc/hostname" : "/etc/hostname";
            pack.write();
        } else if (damage == "link") {
            fs::remove(pack.root() / "ground/grass.png");
            fs::create_symlink("/etc/hostname", pack.root() / "ground/grass.png");
        } else if (damage == "huge") {
            pack.add("plant", "bush", "plants/huge.png", 4, 9, 1200);
            pack.write();
        } else if (damage == "bomb") {  // 30000 x 30000 pixels in 700 bytes
            const auto bytes = bomb();
            pack.text("ground/grass.png", bytes);
            first.erase("sha256");
            pack.write();
        } else if (damage == "no alpha") {
            pack.add("thing", "cow", "things/flat.png", 3, 9);
            pack.write();
        } else if (damage == "odd side") {
            pack.add("ground", "sand", "ground/odd.png", 3, 9, 60);
            pack.write();
        } else {
            first["file"] = 7;
            pack.write();
        }
        QVERIFY_EXCEPTION_THROWN(world::load_materials(pack.root()), Error);
    }

private:
    // A PNG header that promises far more pixels than a material may have.
    static std::string bomb()
    {
        std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0",
                          33);
        return bytes + std::string(700, '\0');
    }
};

QTEST_APPLESS_MAIN(MaterialsTest)
#include "materials_test.moc"
