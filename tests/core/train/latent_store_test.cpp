// SPDX-License-Identifier: MIT
#include "train/latent_store.h"

#include <ATen/ATen.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ldm::train;

class LatentStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsLatentsOfAllProcesses()
    {
        QTemporaryDir folder;
        const auto path = folder.path().toStdString() + "/made";
        const auto a = at::randn({4, 3, 5}), b = at::randn({8, 2, 2});
        {
            LatentStore first(path, "weights", 0), second(path, "weights", 1);
            first.add("a", a);
            second.add("b", b);
            QVERIFY(at::equal(first.find("a"), a));
            QVERIFY(!first.find("b").defined());
        }
        const LatentStore again(path, "weights", 0);
        QCOMPARE(again.size(), size_t(2));
        QVERIFY(at::equal(again.find("a"), a));
        QVERIFY(at::equal(again.find("b"), b));
        QVERIFY(!again.find("c").defined());
        const LatentStore other(path, "other weights", 0);
        QVERIFY(!other.find("a").defined());
    }

    void aTornRecordIsLeftOut()
    {
        QTemporaryDir folder;
        const auto path = folder.path().toStdString();
        {
            LatentStore store(path, "w", 0);
            store.add("a", at::ones({1, 2, 2}));
            store.add("b", at::ones({1, 2, 2}));
        }
        QFile file(folder.filePath(QDir(folder.path()).entryList(QDir::Files).value(0)));
        QVERIFY(file.resize(file.size() - 1));
        LatentStore store(path, "w", 0);
        QVERIFY(store.find("a").defined());
        QVERIFY(!store.find("b").defined());
        store.add("b", at::zeros({1, 2, 2}));
        QCOMPARE(store.find("b").sum().item<float>(), 0.0f);
    }
};

QTEST_GUILESS_MAIN(LatentStoreTest)
#include "latent_store_test.moc"
