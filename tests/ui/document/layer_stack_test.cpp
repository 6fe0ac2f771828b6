// SPDX-License-Identifier: MIT
#include "document/document.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;

/// Layers: their order, what they give to tools and engine, and that every step can be undone.
class LayerStackTest : public QObject {
    Q_OBJECT

private:
    static QImage plain(QSize size, const QColor& colour)
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(colour);
        return image;
    }

    static PicturePtr picture(quint64 seed)
    {
        auto made = std::make_shared<ldm::Picture>();
        made->recipe.seed = seed;
        return made;
    }

    static QByteArray stateOf(const Document& document)
    {
        // All that is saved, without the counts of steps at its end.
        return document.snapshot().chopped(16);
    }

    static QStringList namesOf(const Document& document)
    {
        QStringList names;
        for (const auto& layer : document.layers().layers())
            names << layer.name;
        return names;
    }

    static void dab(Document& document, QPointF place, double size, const QColor& colour,
                    bool erases = false)
    {
        QVERIFY(document.beginPaint(colour, erases));
        document.paintDab(place, size);
        document.endStroke("paint");
    }

    static void goBackAndForth(Document& document, const QList<QByteArray>& states)
    {
        for (int i = int(states.size()) - 2; i >= 0; --i) {
            document.undoStack().undo();
            QCOMPARE(stateOf(document), states[i]);
        }
        for (int i = 1; i < states.size(); ++i) {
            document.undoStack().redo();
            QCOMPARE(stateOf(document), states[i]);
        }
    }

private Q_SLOTS:
    void everyModeBeginsWithWhatItNeeds_data()
    {
        QTest::addColumn<InputKind>("kind");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("words") << InputKind::Nothing << QStringList{"Picture"};
        QTest::newRow("map") << InputKind::Map << QStringList{"Map", "Picture"};
        QTest::newRow("boxes") << InputKind::Boxes << QStringList{"Boxes", "Picture"};
        QTest::newRow("photo") << InputKind::Photo << QStringList{"Photo", "Picture"};
        QTest::newRow("hole") << InputKind::Hole << QStringList{"Photo", "Mask", "Picture"};
    }

    void everyModeBeginsWithWhatItNeeds()
    {
        QFETCH(InputKind, kind);
        QFETCH(QStringList, names);
        Document document({16, 12});
        document.setInputKind(kind);
        QCOMPARE(namesOf(document), names);
        QCOMPARE(document.size(), QSize(16, 12));
        // None of them can be deleted, and it is said why.
        QSignalSpy refused(&document.layers(), &LayerStack::refused);
        const QByteArray before = stateOf(document);
        for (const auto& layer : document.layers().layers())
            QVERIFY(!document.layers().remove(layer.id));
        QCOMPARE(refused.count(), names.size());
        QCOMPARE(stateOf(document), before);
    }

    // A long chain of every kind of step, undone and redone one by one.
    void everyStepIsUndoneAndRedoneExactly()
    {
        Document document({60, 40});
        document.setInputKind(InputKind::Hole);
        document.setPalette({{"keep", QColor(0, 0, 0, 0)}, {"fill", Qt::red}});
        auto& stack = document.layers();
        QList<QByteArray> states{stateOf(document)};
        const auto step = [&](int commands = 1) {
            QCOMPARE(document.undoStack().index(), int(states.size()) - 1 + commands);
            states.append(stateOf(document));
        };
        document.replacePhoto(plain({60, 40}, Qt::green), {}, "open");
        step();
        const int paint = document.addLayer(LayerKind::Paint);
        step();
        stack.setActive(paint);
        dab(document, {20, 20}, 18.5, Qt::blue);
        step();
        document.beginStroke();
        document.paintDisc({30, 20}, 11, 1);
        document.endStroke("mask");
        step();
        const int copy = stack.duplicate(paint);
        step();
        QVERIFY(stack.active()->id == copy);
        dab(document, {22, 22}, 9, Qt::white, true);
        step();
        stack.setOpacity(copy, 0.4);
        step();
        stack.rename(copy, "light");
        step();
        QVERIFY(stack.move(copy, 0));
        step();
        stack.setVisible(paint, false);
        step();
        stack.setVisible(paint, true);
        step();
        QVERIFY(stack.move(copy, stack.indexOf(paint)));
        step();
        QVERIFY(stack.mergeDown(copy));
        step();
        document.setResult(picture(7), plain({120, 80}, Qt::yellow));
        step();
        document.keepAsLayer(document.picture(), document.result());
        step();
        stack.setLocked(paint, true);
        step();
        const int mask = document.addLayer(LayerKind::Mask);
        step();
        document.fill({3, 3}, 1, false);
        step();
        QVERIFY(stack.remove(mask));
        step();
        document.replacePhoto(plain({30, 20}, Qt::cyan), {}, "another, of another size");
        step();

        goBackAndForth(document, states);
    }

    void draggingTheOpacityIsOneStep()
    {
        Document document;
        auto& stack = document.layers();
        const int id = stack.activeId();
        for (int i = 9; i > 2; --i)
            stack.setOpacity(id, i / 10.0, 1);
        QCOMPARE(document.undoStack().count(), 1);
        stack.setOpacity(id, 1.0, 2);
        QCOMPARE(document.undoStack().count(), 2);
        document.undoStack().undo();
        QCOMPARE(stack.find(id)->opacity, 0.3);
        document.undoStack().undo();
        QCOMPARE(stack.find(id)->opacity, 1.0);
    }

    void theMapInUseIsPaintedAndSent()
    {
        Document document({20, 20});
        auto& stack = document.layers();
        const int first = stack.activeId();
        document.paintRect({0, 0, 5, 5}, 3);
        QSignalSpy changed(&document, &Document::mapChanged);
        const int second = document.addLayer(LayerKind::Map);
        QCOMPARE(stack.activeId(), second);
        QVERIFY(changed.count() > 0);
        QCOMPARE(document.labelAt({1, 1}), 0);
        document.paintRect({10, 10, 5, 5}, 4);
        QCOMPARE(stack.find(first)->pixels.pixelIndex(12, 12), 0);
        // A paint layer in use leaves the map as it is.
        document.addLayer(LayerKind::Paint);
        QCOMPARE(document.labelAt({12, 12}), 4);
        stack.setActive(first);
        QCOMPARE(document.labelAt({1, 1}), 3);
        // Merged, the first label lets through what is below.
        QVERIFY(stack.mergeDown(second));
        QCOMPARE(document.labelAt({1, 1}), 3);
        QCOMPARE(document.labelAt({12, 12}), 4);
    }

    void lockedAndHiddenLayersStayAsTheyAre()
    {
        Document document({20, 20});
        auto& stack = document.layers();
        const int id = stack.activeId();
        stack.setLocked(id, true);
        const QByteArray before = document.snapshot();
        QSignalSpy refused(&stack, &LayerStack::refused);
        document.beginStroke();
        document.paintDisc({10, 10}, 8, 2);
        document.endStroke("stroke");
        document.fill({1, 1}, 2, true);
        document.replaceMap(QImage(QSize(20, 20), QImage::Format_Indexed8), "move");
        QVERIFY(!stack.remove(id));
        QCOMPARE(document.snapshot(), before);
        QCOMPARE(refused.count(), 4);
        QVERIFY(refused.first().first().toString().contains("locked"));
        stack.setLocked(id, false);
        stack.setVisible(id, false);
        document.beginStroke();
        document.paintDisc({10, 10}, 8, 2);
        document.endStroke("stroke");
        QCOMPARE(document.labelAt({10, 10}), 0);
        QVERIFY(refused.last().first().toString().contains("hidden"));
    }

    void aLockedPictureIsNotReplaced()
    {
        Document document({8, 8});
        const int id = document.layers().baseOf(LayerKind::Result)->id;
        document.setResult(picture(1), plain({8, 8}, Qt::red));
        document.layers().setLocked(id, true);
        document.setResult(picture(2), plain({8, 8}, Qt::blue));
        QCOMPARE(document.result().pixelColor(1, 1), QColor(Qt::red));
    }

    void thePhotoIsWhatIsVisibleBelowThePicture()
    {
        Document document({30, 30});
        document.setInputKind(InputKind::Hole);
        QVERIFY(!document.hasPhoto());
        const QImage photo = plain({30, 30}, Qt::green);
        document.replacePhoto(photo, {}, "open");
        QCOMPARE(document.photo(), photo);
        const int paint = document.addLayer(LayerKind::Paint);
        QVERIFY(document.layers().indexOf(paint) <
                document.layers().indexOf(document.layers().baseOf(LayerKind::Result)->id));
        dab(document, {15, 15}, 10, Qt::blue);
        QCOMPARE(document.photo().pixelColor(15, 15), QColor(Qt::blue));
        QCOMPARE(document.photo().pixelColor(2, 2), QColor(Qt::green));
        QVERIFY(!document.photo().hasAlphaChannel());
        document.layers().setOpacity(paint, 0.5);
        QVERIFY(qAbs(document.photo().pixelColor(15, 15).blue() - 128) < 3);
        document.layers().setVisible(paint, false);
        QCOMPARE(document.photo(), photo);
        // A picture that was kept is part of what the next one is made of; the next is not.
        document.setResult(picture(3), plain({60, 60}, Qt::red));
        QCOMPARE(document.photo().pixelColor(2, 2), QColor(Qt::green));
        const int kept = document.keepAsLayer(document.picture(), document.result());
        QCOMPARE(document.photo().pixelColor(2, 2), QColor(Qt::red));
        QCOMPARE(document.layers().find(kept)->picture->recipe.seed, 3u);
        QCOMPARE(document.flattened().size(), QSize(60, 60));
    }

    void aStrokeIsEvenlyDenseAndSmoothAtItsEdge()
    {
        Document document({100, 100});
        const int paint = document.addLayer(LayerKind::Paint);
        QVERIFY(document.beginPaint(QColor(255, 0, 0, 128), false));
        for (int x = 20; x < 80; ++x)
            document.paintDab({double(x), 50.0}, 20.0);
        document.endStroke("stroke");
        const QImage& pixels = document.layers().find(paint)->pixels;
        for (int x = 25; x < 75; ++x)
            QCOMPARE(qAlpha(pixels.pixel(x, 50)), 128);
        QCOMPARE(qAlpha(pixels.pixel(50, 10)), 0);
        int soft = 0;
        for (int y = 0; y < 100; ++y) {
            const int alpha = qAlpha(pixels.pixel(25, y));
            soft += alpha > 0 && alpha < 128;
        }
        QVERIFY(soft >= 1);
        QCOMPARE(document.undoStack().count(), 2);
        // Colours are nowhere else than on a paint layer in use.
        document.layers().setActive(document.mapLayer().id);
        QSignalSpy refused(&document.layers(), &LayerStack::refused);
        QVERIFY(!document.beginPaint(Qt::red, false));
        QCOMPARE(refused.count(), 1);
    }

    void layersOfDifferentKindsAreNotMerged()
    {
        Document document({10, 10});
        document.addLayer(LayerKind::Paint);
        const int upper = document.layers().activeId();
        QSignalSpy refused(&document.layers(), &LayerStack::refused);
        QVERIFY(!document.layers().mergeDown(upper));  // onto the next picture's place
        QVERIFY(document.layers().move(upper, 1));
        QVERIFY(!document.layers().mergeDown(upper));  // onto a map
        QVERIFY(document.layers().move(upper, 0));
        QVERIFY(!document.layers().mergeDown(upper));  // onto nothing
        QCOMPARE(refused.count(), 3);
        QCOMPARE(document.layers().count(), 3);
    }

    // Steps that come while the pen is down: the stroke stays one step, or never was.
    void strokesGetAlongWithOtherSteps()
    {
        Document document({300, 300});
        document.setResult(picture(1), plain({8, 8}, Qt::red));
        const int first = document.layers().activeId();
        document.paintRect({0, 0, 9, 9}, 2);
        const QByteArray before = stateOf(document);
        document.beginStroke();
        document.paintDisc({150, 150}, 40, 3);
        // A picture is finished: nothing to do with the map.
        document.setResult(picture(2), plain({8, 8}, Qt::blue));
        document.paintDisc({190, 150}, 40, 3);
        document.endStroke("stroke");
        QCOMPARE(document.labelAt({205, 150}), 3);
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(stateOf(document), before);
        // Undone while the pen is down.
        document.fill({100, 100}, 5, true);
        document.beginStroke();
        document.paintDisc({150, 150}, 40, 3);
        document.undoStack().undo();
        document.paintDisc({190, 150}, 40, 3);
        document.endStroke("stroke");
        QCOMPARE(stateOf(document), before);
        // Another layer is taken, and the painted one removed.
        const int second = document.addLayer(LayerKind::Map);
        const QByteArray two = stateOf(document);
        document.beginStroke();
        document.paintDisc({150, 150}, 40, 3);
        document.layers().setActive(first);
        document.paintDisc({190, 150}, 40, 3);
        QCOMPARE(document.labelAt({190, 150}), 0);
        QVERIFY(document.layers().remove(second));
        document.paintDisc({210, 150}, 40, 3);
        document.endStroke("stroke");
        QCOMPARE(document.labelAt({210, 150}), 0);
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(stateOf(document), two);
    }

    void aFileMayLackLayers()
    {
        Document document({10, 10});
        document.setInputKind(InputKind::Hole);
        Layer photo;
        photo.name = "sea";
        photo.pixels = plain({20, 20}, Qt::blue);
        Layer kept;
        kept.kind = LayerKind::Result;
        kept.pixels = plain({40, 40}, Qt::red);
        document.setLayers({photo, kept}, {20, 20});
        QCOMPARE(namesOf(document), (QStringList{"Mask", "sea", "", "Picture"}));
        QCOMPARE(document.size(), QSize(20, 20));
        QCOMPARE(document.photo().pixelColor(3, 3), QColor(Qt::red));
        QVERIFY(document.result().isNull());
        QCOMPARE(document.undoStack().count(), 0);
    }

    // Acceptance: a thousand strokes on a large map keep within the budget, each undone exactly.
    void aThousandStrokesOnALargeMap()
    {
        Document document({4096, 4096});
        const qsizetype budget = qsizetype(64) << 20;
        document.undoStack().setBudget(budget);
        // What a stroke must bring back: sums of rows, far quicker than whole copies.
        const auto sum = [&] {
            const QImage& map = document.map();
            return qHashBits(map.constBits(), size_t(map.sizeInBytes()));
        };
        QHash<int, size_t> sums;
        const auto remembered = [](int i) { return i % 100 == 0 || i > 994; };
        sums[0] = sum();
        for (int i = 1; i <= 1000; ++i) {
            const double x = (i * 733) % 3600, y = (i * 1409) % 3600;
            document.beginStroke();
            for (int k = 0; k < 24; ++k)
                document.paintDisc({x + k * 20.0, y + k * 18.5}, 24.0 + i % 40, 1 + i % 17);
            document.endStroke("stroke");
            if (remembered(i))
                sums[i] = sum();
        }
        QCOMPARE(document.undoStack().count(), 1000);
        const qsizetype bytes = document.undoStack().bytes();
        QVERIFY2(bytes <= budget, qPrintable(QString::number(bytes)));
        qInfo("undo holds %.1f MiB", double(bytes) / (1 << 20));
        for (int i = 999; i >= 0; --i) {
            document.undoStack().undo();
            if (remembered(i))
                QCOMPARE(sum(), sums[i]);
        }
        for (int i = 1; i <= 1000; ++i) {
            document.undoStack().redo();
            if (remembered(i))
                QCOMPARE(sum(), sums[i]);
        }
    }

    void structureKeepsNoCopies()
    {
        Document document({1024, 1024});
        const int paint = document.addLayer(LayerKind::Paint);
        for (int i = 0; i < 50; ++i) {
            document.layers().setVisible(paint, i % 2 == 0);
            document.layers().move(paint, i % 3);
        }
        QCOMPARE(document.undoStack().bytes(), 0);
        document.layers().setVisible(paint, true);
        QVERIFY(document.layers().remove(paint));
        QCOMPARE(document.undoStack().bytes(), 4 << 20);
    }
};

QTEST_GUILESS_MAIN(LayerStackTest)
#include "layer_stack_test.moc"
