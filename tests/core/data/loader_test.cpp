// SPDX-License-Identifier: MIT
#include "data/loader.h"
#include "ldm/error.h"

#include <QTest>

#include <sys/resource.h>

#include <set>

using namespace ldm;

namespace {

/// Numbers instead of pictures; every seventh cannot be read.
class Numbers : public data::Dataset {
public:
    explicit Numbers(std::int64_t size, bool broken = false) : size_(size), broken_(broken) {}
    std::int64_t size() const override { return size_; }
    std::vector<std::int64_t> stretches() const override { return stretches_; }

    data::Example read(std::int64_t index, std::uint64_t seed) const override
    {
        if (broken_ && index % 7 == 3)
            throw Error(ErrorCode::File, "Number " + std::to_string(index) + " is broken.");
        if (index == fatal_)
            throw std::runtime_error("a defect");
        data::Example example;
        example.class_id = int(index);
        example.key = std::to_string(seed);
        // Threads that are not always equally quick.
        std::this_thread::sleep_for(std::chrono::microseconds(seed % 300));
        return example;
    }

    std::vector<std::int64_t> stretches_;
    std::int64_t fatal_ = -1;

private:
    std::int64_t size_;
    bool broken_;
};

/// How low the reading thread stands in the queue for a processor.
class Niceness : public data::Dataset {
public:
    std::int64_t size() const override { return 8; }
    data::Example read(std::int64_t, std::uint64_t) const override
    {
        data::Example example;
        example.class_id = getpriority(PRIO_PROCESS, 0);
        return example;
    }
};

}  // namespace

/// Batches are a function of seed and number; every epoch sees every picture once.
class LoaderTest : public QObject {
    Q_OBJECT

private:
    static data::LoaderOptions optionsOf(int workers, int rank = 0, int world_size = 1)
    {
        data::LoaderOptions o;
        o.batch_size = 4;
        o.workers = workers;
        o.rank = rank;
        o.world_size = world_size;
        return o;
    }

    static std::vector<data::Example> batches(const data::LoaderOptions& options, int from, int to,
                                              bool broken = true)
    {
        data::Loader loader(std::make_shared<Numbers>(50, broken), options);
        std::vector<data::Example> all;
        for (int b = from; b < to; ++b)
            for (auto& example : loader.batch(b))
                all.push_back(std::move(example));
        return all;
    }

private Q_SLOTS:
    void permutes()
    {
        for (const std::int64_t size : {1, 2, 3, 5, 16, 17, 1000}) {
            std::set<std::int64_t> seen;
            for (std::int64_t i = 0; i < size; ++i)
                seen.insert(data::permuted(i, size, 7));
            QCOMPARE(std::int64_t(seen.size()), size);
            QCOMPARE(*seen.begin(), 0);
            QCOMPARE(*seen.rbegin(), size - 1);
        }
        int moved = 0;
        for (std::int64_t i = 0; i < 1000; ++i)
            moved += data::permuted(i, 1000, 1) != data::permuted(i, 1000, 2);
        QVERIFY(moved > 950);
        QVERIFY(data::permuted(123, 4'000'000'000'000, 1) < 4'000'000'000'000);
    }

    void workersDoNotMatter()
    {
        const auto one = batches(optionsOf(1), 0, 30);
        QCOMPARE(one.size(), size_t(120));
        QVERIFY(one == batches(optionsOf(2), 0, 30));
        QVERIFY(one == batches(optionsOf(4), 0, 30));
        auto other = optionsOf(1);
        other.seed = 24;
        QVERIFY(one != batches(other, 0, 30));
    }

    void workersGiveWayToWhatComputes()
    {
        const int mine = getpriority(PRIO_PROCESS, 0);
        data::Loader loader(std::make_shared<Niceness>(), optionsOf(2));
        for (const auto& example : loader.batch(0))
            QVERIFY(example.class_id > mine || mine == 19);
        QCOMPARE(getpriority(PRIO_PROCESS, 0), mine);
    }

    void goesOnAnywhere()
    {
        const auto all = batches(optionsOf(3), 0, 20);
        auto resumed = optionsOf(2);
        resumed.first_batch = 13;
        const std::vector<data::Example> rest(all.begin() + 13 * 4, all.end());
        QVERIFY(batches(resumed, 13, 20) == rest);
        // Out of order, too.
        data::Loader loader(std::make_shared<Numbers>(50, true), optionsOf(2));
        for (const int b : {5, 2, 2, 19, 3}) {
            const std::vector<data::Example> wanted(all.begin() + b * 4, all.begin() + b * 4 + 4);
            QVERIFY(loader.batch(b) == wanted);
        }
    }

    void everyEpochSeesAll()
    {
        const auto all = batches(optionsOf(2), 0, 25, false);
        std::vector<int> first, second;
        for (int i = 0; i < 50; ++i) {
            first.push_back(all[size_t(i)].class_id);
            second.push_back(all[size_t(i) + 50].class_id);
        }
        QVERIFY(first != second);
        std::sort(first.begin(), first.end());
        std::sort(second.begin(), second.end());
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(first[size_t(i)], i);
            QCOMPARE(second[size_t(i)], i);
        }
        // The same picture has another seed each time.
        std::set<std::string> seeds;
        for (const auto& example : all)
            seeds.insert(example.key);
        QCOMPARE(seeds.size(), size_t(100));
    }

    void ranksShareTheEpoch()
    {
        const auto both = batches(optionsOf(2), 0, 12);
        std::vector<data::Example> joined;
        const auto even = batches(optionsOf(2, 0, 2), 0, 6),
                   odd = batches(optionsOf(1, 1, 2), 0, 6);
        for (size_t b = 0; b < 6; ++b) {
            joined.insert(joined.end(), even.begin() + long(b) * 4, even.begin() + long(b) * 4 + 4);
            joined.insert(joined.end(), odd.begin() + long(b) * 4, odd.begin() + long(b) * 4 + 4);
        }
        QVERIFY(both == joined);
    }

    void readsStretchesTogether()
    {
        auto numbers = std::make_shared<Numbers>(100);
        numbers->stretches_ = {30, 0, 30, 40};
        auto options = optionsOf(2);
        options.window = 10;
        data::Loader loader(numbers, options);
        std::vector<int> seen;
        for (int b = 0; b < 25; ++b)
            for (const auto& example : loader.batch(b))
                seen.push_back(example.class_id);
        int jumps = 0;
        const auto stretch = [](int i) { return i < 30 ? 0 : i < 60 ? 1 : 2; };
        for (size_t i = 1; i < seen.size(); ++i)
            jumps += stretch(seen[i]) != stretch(seen[i - 1]);
        QVERIFY2(jumps < 20, qPrintable(QString::number(jumps)));
        QVERIFY(!std::is_sorted(seen.begin(), seen.begin() + 10));
        std::sort(seen.begin(), seen.end());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(seen[size_t(i)], i);
    }

    void countsWhatItSkips()
    {
        data::Loader loader(std::make_shared<Numbers>(50, true), optionsOf(2));
        for (int b = 0; b < 25; ++b)
            for (const auto& example : loader.batch(b))
                QVERIFY(example.class_id % 7 != 3);
        QVERIFY(loader.skipped().count >= 14);
        QVERIFY(QString::fromStdString(loader.skipped().first.at(0)).contains("broken"));
    }

    void endsWhenNothingCanBeRead()
    {
        class Broken : public data::Dataset {
            std::int64_t size() const override { return 3; }
            data::Example read(std::int64_t, std::uint64_t) const override
            {
                throw Error(ErrorCode::File, "It is gone.");
            }
        };
        data::Loader loader(std::make_shared<Broken>(), optionsOf(2));
        QVERIFY_EXCEPTION_THROWN(loader.batch(0), Error);
        auto numbers = std::make_shared<Numbers>(8);
        numbers->fatal_ = 2;
        data::Loader defect(numbers, optionsOf(2));
        QVERIFY_EXCEPTION_THROWN((defect.batch(0), defect.batch(1)), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(data::Loader(std::make_shared<Numbers>(0), optionsOf(1)), Error);
        QVERIFY_EXCEPTION_THROWN(data::Loader(std::make_shared<Numbers>(5), optionsOf(1, 2, 2)),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(LoaderTest)
#include "loader_test.moc"
