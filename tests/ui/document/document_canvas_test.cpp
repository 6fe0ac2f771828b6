// SPDX-License-Identifier: MIT
#include "document/document.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;

/// Pins, and a canvas that grows and keeps what was there.
class DocumentCanvasTest : public QObject {
    Q_OBJECT

private:
    static void strokeOfPins(Document& document, QPointF at, int label)
    {
        document.beginPins();
        document.paintDisc(at, 20, label);
        document.endStroke(QStringLiteral("pins"));
    }

private Q_SLOTS:
    void pinsAreBrushedAndUndone()
    {
        Document document({64, 64});
        const QImage map = document.map();
        QVERIFY(!document.hasPins());
        QSignalSpy changed(&document, &Document::pinsChanged);
        strokeOfPins(document, {20, 20}, 1);
        QVERIFY(document.hasPins());
        QVERIFY(changed.size() >= 1);
        QCOMPARE(document.pins().pixelIndex(20, 20), 1);
        QCOMPARE(document.pins().pixelIndex(50, 50), 0);
        QCOMPARE(document.map(), map);  // the map is none of it
        strokeOfPins(document, {20, 20}, 0);
        QVERIFY(!document.hasPins());
        document.undoStack().undo();
        QVERIFY(document.hasPins());
        document.setPins({}, QStringLiteral("none"));
        QVERIFY(!document.hasPins());
        document.undoStack().undo();
        QCOMPARE(document.pins().pixelIndex(20, 20), 1);
        document.undoStack().undo();
        document.undoStack().undo();
        QVERIFY(!document.hasPins());
    }

    void pinsFollowTheSizeAndComeBack()
    {
        Document document({64, 64});
        strokeOfPins(document, {20, 20}, 1);
        const QImage pins = document.pins();
        QImage larger(128, 128, QImage::Format_Indexed8);
        larger.fill(1);
        document.replaceMap(larger, QStringLiteral("map"));
        QCOMPARE(document.pins().size(), QSize(128, 128));
        QCOMPARE(document.pins().pixelIndex(40, 40), 1);
        document.undoStack().undo();
        QCOMPARE(document.pins(), pins);
    }

    void mapsGoOnAtTheirEdge()
    {
        Document document({16, 8});
        document.paintRect({0, 0, 4, 8}, 3);
        document.paintRect({12, 0, 4, 8}, 5);
        const QByteArray before = document.snapshot();
        const QImage map = document.map();
        QSignalSpy extended(&document, &Document::canvasExtended);
        document.extendCanvas({8, 16, 24, 0});
        QCOMPARE(document.size(), QSize(48, 24));
        QCOMPARE(document.map().copy(8, 16, 16, 8), map);
        QCOMPARE(document.labelAt({0, 0}), 3);
        QCOMPARE(document.labelAt({47, 23}), 5);
        QCOMPARE(document.noiseOrigin(), QPoint(-8, -16));
        document.extendCanvas({8, 0, 0, 0});
        QCOMPARE(document.noiseOrigin(), QPoint(-16, -16));
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.map(), map);
        QCOMPARE(document.noiseOrigin(), QPoint());
        QCOMPARE(extended.size(), 4);
        QCOMPARE(extended.last(), (QVariantList{QSize(48, 24), QSize(16, 8)}));
        document.undoStack().redo();
        QCOMPARE(document.size(), QSize(48, 24));
        document.undoStack().undo();
        // The undo stack remembers; everything else is as it was.
        QVERIFY(before.left(before.size() - 16) == document.snapshot().left(before.size() - 16));
    }

    void boxesAndPicturesKeepTheirPlaces()
    {
        Document document({100, 50});
        document.setInputKind(InputKind::Boxes);
        document.setSize({100, 50});
        document.setBoxes({{0, 0.1, 0.2, 0.5, 0.4}}, QStringLiteral("boxes"));
        auto picture = std::make_shared<ldm::Picture>();
        QImage image(200, 100, QImage::Format_RGB888);
        image.fill(Qt::red);
        document.setResult(picture, image);
        document.extendCanvas({100, 0, 0, 50});
        QCOMPARE(document.size(), QSize(200, 100));
        const auto& box = document.boxes().front();
        QCOMPARE(box.x * 200, 110.0);
        QCOMPARE(box.y * 100, 10.0);
        QCOMPARE(box.width * 200, 50.0);
        QCOMPARE(box.height * 100, 20.0);
        QCOMPARE(document.result().size(), QSize(400, 200));
        QCOMPARE(document.result().pixelColor(300, 50), QColor(Qt::red));
        QCOMPARE(document.result().pixelColor(50, 50).alpha(), 0);
        document.undoStack().undo();
        QCOMPARE(document.boxes().front().x, 0.1);
        QCOMPARE(document.result(), image);
    }

    void photosStayAsTheyAre()
    {
        Document document;
        document.setInputKind(InputKind::Photo);
        document.replacePhoto(QImage(32, 32, QImage::Format_RGB32), {}, QStringLiteral("photo"));
        document.extendCanvas({8, 8, 8, 8});
        QCOMPARE(document.size(), QSize(32, 32));
    }
};

QTEST_GUILESS_MAIN(DocumentCanvasTest)
#include "document_canvas_test.moc"
