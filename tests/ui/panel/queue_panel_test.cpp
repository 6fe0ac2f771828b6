// SPDX-License-Identifier: MIT
#include "panel/queue_panel.h"
#include "support/fake_generator.h"

#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// The queue as an artist sees and changes it.
class QueuePanelTest : public QObject {
    Q_OBJECT

private:
    static ldm::Recipe recipe(std::uint64_t seed)
    {
        ldm::Recipe r;
        r.model = "fake";
        r.seed = seed;
        r.steps = 3;
        r.width = r.height = 8;
        r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{1, 1, {0}});
        return r;
    }

    static QStringList seeds(const QueuePanel& panel)
    {
        const auto* list = panel.findChild<QListWidget*>();
        QStringList seeds;
        for (int i = 0; i < list->count(); ++i)
            seeds.append(list->item(i)->text().section("seed ", 1).section(' ', 0, 0));
        return seeds;
    }

    static QToolButton* button(const QueuePanel& panel, const QString& name)
    {
        for (auto* b : panel.findChildren<QToolButton*>())
            if (b->accessibleName() == name)
                return b;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        FakeGenerator::held = true;
        FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
    }

    void cleanup() { FakeGenerator::held = false; }

    void whatWaitsIsMovedEndedAndDropped()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        QueuePanel panel(queue);
        panel.show();
        QCOMPARE(seeds(panel), QStringList{""});  // the sentence that there is nothing
        for (std::uint64_t seed = 1; seed <= 4; ++seed)
            queue.enqueue(recipe(seed));
        queue.enqueue(recipe(5), true);
        QCOMPARE(seeds(panel), (QStringList{"1", "5", "2", "3", "4"}));
        auto* list = panel.findChild<QListWidget*>();
        list->setCurrentRow(0);
        QVERIFY(!button(panel, "Earlier")->isEnabled());
        QVERIFY(!button(panel, "Later")->isEnabled());
        list->setCurrentRow(3);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(seeds(panel), (QStringList{"1", "5", "3", "2", "4"}));
        QCOMPARE(list->currentRow(), 2);  // what was chosen stays chosen
        button(panel, "Later")->click();
        QCOMPARE(seeds(panel), (QStringList{"1", "5", "2", "3", "4"}));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(seeds(panel), (QStringList{"1", "5", "2", "4"}));

        QSignalSpy finished(&queue, &JobQueue::finished);
        QSignalSpy idle(&queue, &JobQueue::idle);
        button(panel, "Finish this one")->click();
        QCOMPARE(seeds(panel), QStringList{"1"});
        FakeGenerator::held = false;
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(finished.size(), 1);
        const auto outcome = finished[0][1].value<Outcome>();
        QVERIFY(std::holds_alternative<std::shared_ptr<const ldm::Picture>>(outcome));
        QVERIFY(!button(panel, "Finish this one")->isEnabled());
    }

    void theRunningOneShowsItsProgress()
    {
        FakeGenerator::held = false;
        FakeGenerator::delay = 150;
        JobQueue queue(std::make_unique<FakeGenerator>());
        QueuePanel panel(queue);
        queue.enqueue(recipe(9));
        const auto* list = panel.findChild<QListWidget*>();
        QTRY_VERIFY(list->item(0)->text().contains("2/3"));
        QSignalSpy idle(&queue, &JobQueue::idle);
        QVERIFY(idle.wait());
        QVERIFY(!list->item(0)->text().contains("/3"));
    }
};

QTEST_MAIN(QueuePanelTest)
#include "queue_panel_test.moc"
