// SPDX-License-Identifier: MIT
#include "data/web_dataset.h"
#include "data/tar_file.h"
#include "ldm/error.h"
#include "support/data_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace ldm;
namespace fs = std::filesystem;

/// Tar archives written by hand and what WebDataset makes of them.
class WebDatasetTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path path(const std::string& name) const
    {
        return fs::path(m_dir.path().toStdString()) / name;
    }

    static std::string padded(std::string content)
    {
        content.resize((content.size() + 511) / 512 * 512, '\0');
        return content;
    }

    static std::string member(const std::string& name, const std::string& content, char type = '0',
                              bool binary_size = false)
    {
        std::string header(512, '\0');
        const auto put = [&header](size_t at, const std::string& text) {
            header.replace(at, text.size(), text);
        };
        char number[16];
        put(0, name.substr(0, 100));
        put(100, "0000644");
        std::snprintf(number, sizeof number, "%011zo", content.size());
        put(124, number);
        if (binary_size) {
            put(124, std::string(12, '\0'));
            header[124] = char(0x80);
            header[134] = char(content.size() >> 8);
            header[135] = char(content.size());
        }
        header[156] = type;
        put(257, std::string("ustar\0"
                             "00",
                             8));
        put(148, "        ");
        unsigned sum = 0;
        for (const auto c : header)
            sum += static_cast<unsigned char>(c);
        std::snprintf(number, sizeof number, "%06o", sum);
        put(148, std::string(number) + '\0' + ' ');
        return header + padded(content);
    }

    static std::string end() { return std::string(1024, '\0'); }

    std::string png(int number) const
    {
        return samples::png_bytes(path("."), samples::picture(6, 5, number));
    }

    // Example `number` as img2dataset writes it.
    std::string example(int number) const
    {
        const auto key = "0000" + std::to_string(number);
        return member(key + ".png", png(number)) +
               member(key + ".txt", "caption " + std::to_string(number)) +
               member(key + ".json", R"({"caption": "not this"})");
    }

private Q_SLOTS:
    void expandsBraces()
    {
        QCOMPARE(data::expand_braces("a{08..10}b"),
                 (std::vector<std::string>{"a08b", "a09b", "a10b"}));
        QCOMPARE(data::expand_braces("{x,y}{1..2}.tar"),
                 (std::vector<std::string>{"x1.tar", "x2.tar", "y1.tar", "y2.tar"}));
        QCOMPARE(data::expand_braces("plain.tar"), (std::vector<std::string>{"plain.tar"}));
        for (const auto* bad : {"{1..", "{a..3}", "{3..1}", "{0..99999999}", "{0..999}{0..9999}"})
            QVERIFY_EXCEPTION_THROWN(data::expand_braces(bad), Error);
    }

    void readsNamesOfEveryForm()
    {
        const std::string longer = std::string(150, 'd') + "/" + std::string(90, 'e') + ".png";
        const auto record = "path=" + longer + "\n";
        const auto pax = std::to_string(record.size() + 4) + " " + record;
        samples::write_text(path("names.tar"),
                            member("folder/", "", '5') + member("short.png", "one") +
                                member("PaxHeader", pax, 'x') + member("ignored", "two") +
                                member("././@LongLink", longer + '\0', 'L') +
                                member("ignored", "three!") +
                                member("big.bin", std::string(700, 'z'), '0', true) + end());
        const data::TarFile file(path("names.tar"));
        std::vector<std::pair<std::string, std::string>> found;
        std::uint64_t at = 0;
        while (const auto m = file.next(at)) {
            found.emplace_back(m->name, file.content(*m));
            at = data::TarFile::after(*m);
        }
        QCOMPARE(found.size(), size_t(4));
        QCOMPARE(found[0], std::make_pair(std::string("short.png"), std::string("one")));
        QCOMPARE(found[1], std::make_pair(longer, std::string("two")));
        QCOMPARE(found[2], std::make_pair(longer, std::string("three!")));
        QCOMPARE(found[3].second, std::string(700, 'z'));
    }

    void readsShards()
    {
        samples::write_text(path("s-0.tar"), example(0) + example(1) + end());
        samples::write_text(path("s-1.tar"), member("only.txt", "no picture") + example(2) +
                                                 member("dir/x.y.cls", "1") +
                                                 member("dir/c.cls", "7") +
                                                 member("dir/c.seg.png", png(8)) +
                                                 member("dir/c.png", png(3)));  // no end blocks
        data::WebDatasetOptions options{{path("s-{0..1}.tar").string()}};
        options.index = path("index");
        for (int run = 0; run < 2; ++run) {  // the second run takes the index
            const data::WebDataset set(options);
            QCOMPARE(set.size(), 4);
            QCOMPARE(set.stretches(), (std::vector<std::int64_t>{2, 2}));
            for (int i = 0; i < 3; ++i) {
                QVERIFY(set.read(i, 0).image == samples::picture(6, 5, i));
                QCOMPARE(set.read(i, 0).caption, "caption " + std::to_string(i));
            }
            QCOMPARE(set.read(3, 0).class_id, 7);
            QVERIFY(set.read(3, 0).image == samples::picture(6, 5, 3));
            QVERIFY(fs::exists(options.index));
        }
        samples::write_text(path("s-1.tar"), example(2) + end());
        QCOMPARE(data::WebDataset(options).size(), 3);  // an index that no longer fits
        samples::write_text(path("index"), "sfwdsi01garbage");
        QCOMPARE(data::WebDataset(options).size(), 3);
    }

    void keepsWhatComesBeforeDamage()
    {
        const auto whole = example(0) + example(1);
        samples::write_text(path("cut.tar"), (whole + example(2)).substr(0, whole.size() + 600));
        const data::WebDataset cut({{path("cut.tar").string()}});
        QCOMPARE(cut.size(), 1);  // the last before the damage may have lost files
        QCOMPARE(cut.notes().size(), size_t(1));
        auto flipped = whole + example(2);
        flipped[whole.size() + 3] ^= 1;  // in the third name
        samples::write_text(path("flipped.tar"), flipped);
        const data::WebDataset half({{path("flipped.tar").string()}});
        QCOMPARE(half.size(), 1);
    }

    void refusesWhatIsNoShard()
    {
        samples::write_text(path("text.tar"), std::string(2000, 'x'));
        QVERIFY_EXCEPTION_THROWN(data::WebDataset({{path("text.tar").string()}}), Error);
        samples::write_text(path("packed.tar"), "\x1f\x8b" + std::string(600, 'x'));
        QVERIFY_EXCEPTION_THROWN(data::WebDataset({{path("packed.tar").string()}}), Error);
        QVERIFY_EXCEPTION_THROWN(data::WebDataset({{path("none.tar").string()}}), Error);
        samples::write_text(path("empty.tar"), end());
        QVERIFY_EXCEPTION_THROWN(data::WebDataset({{path("empty.tar").string()}}), Error);
        samples::write_text(path("pax.tar"), member("PaxHeader", "99999 path=x\n", 'x') +
                                                 member("a.png", png(0)) + end());
        QVERIFY_EXCEPTION_THROWN(data::WebDataset({{path("pax.tar").string()}}), Error);
    }
};

QTEST_GUILESS_MAIN(WebDatasetTest)
#include "web_dataset_test.moc"
