// SPDX-License-Identifier: MIT
#include "document/document.h"

#include <QTest>

using sfumato::Document;

class DocumentTest : public QObject {
    Q_OBJECT

private:
    // QImage compares colours; labels must be told apart even where their colours agree.
    static QByteArray labelsOf(const Document& document)
    {
        QByteArray bytes;
        for (int y = 0; y < document.size().height(); ++y)
            bytes.append(reinterpret_cast<const char*>(document.map().constScanLine(y)),
                         document.size().width());
        return bytes;
    }

private Q_SLOTS:
    void undoRestoresTheMapExactly()
    {
        Document document({64, 48});
        const QByteArray blank = labelsOf(document);
        document.beginStroke();
        document.paintDisc({20.3, 17.8}, 15.0, 3);
        document.paintDisc({60.0, 47.0}, 9.0, 5);
        document.endStroke("stroke");
        const QByteArray painted = labelsOf(document);
        QVERIFY(painted != blank);
        document.undoStack().undo();
        QCOMPARE(labelsOf(document), blank);
        document.undoStack().redo();
        QCOMPARE(labelsOf(document), painted);
    }

    void emptyStrokeLeavesNoCommand()
    {
        Document document({32, 32});
        document.beginStroke();
        document.paintDisc({-100.0, -100.0}, 10.0, 2);
        document.endStroke("outside");
        document.beginStroke();
        document.paintDisc({10.0, 10.0}, 10.0, 0);  // the label that is there already
        document.endStroke("same label");
        QCOMPARE(document.undoStack().count(), 0);
    }

    void discHasTheRightArea()
    {
        Document document({200, 200});
        document.paintDisc({100.0, 100.0}, 80.0, 1);
        int painted = 0;
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                painted += document.labelAt({x, y}) == 1;
        QVERIFY(std::abs(painted - 3.14159 * 40 * 40) < 60);
    }

    void fillStopsAtBorders()
    {
        Document document({40, 40});
        document.paintRect({0, 20, 40, 1}, 4);
        document.fill({5, 5}, 7, false);
        QCOMPARE(document.labelAt({39, 0}), 7);
        QCOMPARE(document.labelAt({5, 20}), 4);
        QCOMPARE(document.labelAt({5, 30}), 0);
        document.fill({5, 30}, 9, true);
        QCOMPARE(document.labelAt({39, 39}), 9);
        QCOMPARE(document.labelAt({0, 0}), 7);
    }

    void diagonalNeighboursAreNotConnected()
    {
        Document document({4, 4});
        document.paintRect({0, 0, 2, 2}, 1);
        document.paintRect({2, 2, 2, 2}, 1);
        document.fill({0, 0}, 2, false);
        QCOMPARE(document.labelAt({1, 1}), 2);
        QCOMPARE(document.labelAt({2, 2}), 1);
    }

    void replacingTheMapChangesItsSizeAndBack()
    {
        Document document({16, 16});
        QImage other(30, 20, QImage::Format_Indexed8);
        other.fill(2);
        document.replaceMap(other, "open");
        QCOMPARE(document.size(), QSize(30, 20));
        QCOMPARE(document.labelAt({29, 19}), 2);
        document.undoStack().undo();
        QCOMPARE(document.size(), QSize(16, 16));
    }

    void memoryStaysUnderTheBudgetAndUndoStaysExact()
    {
        Document document({256, 256});
        document.undoStack().setBudget(200000);
        QList<QByteArray> states;
        for (int i = 0; i < 300; ++i) {
            document.beginStroke();
            for (int k = 0; k < 12; ++k)
                document.paintDisc(
                    {double((i * 37 + k * 53) % 256), double((i * 91 + k * 29) % 256)}, 3.0 + k,
                    1 + (i + k) % 17);
            document.endStroke("stroke");
            states.append(labelsOf(document));
        }
        QVERIFY(document.undoStack().bytes() <= 200000);
        for (int i = int(states.size()) - 2; i >= int(states.size()) - 4; --i) {
            document.undoStack().undo();
            QCOMPARE(labelsOf(document), states[i]);
        }
        // Undoing everything that is left, forgotten steps included, is harmless.
        while (document.undoStack().canUndo())
            document.undoStack().undo();
    }

    void livePicturesTakeEachOthersPlaceWhileOneOnlyPaints()
    {
        Document document({16, 16});
        const auto show = [&](bool settled) {
            const auto picture = std::make_shared<ldm::Picture>();
            document.showLive(picture, QImage(16, 16, QImage::Format_RGB32), settled);
            return picture;
        };
        const auto stroke = [&](int label) {
            document.beginStroke();
            document.paintDisc({8, 8}, 6, label);
            document.endStroke("stroke");
        };
        show(false);
        QVERIFY(document.history().isEmpty());
        show(true);
        stroke(1);
        const auto second = show(true);
        QCOMPARE(document.history().size(), 1);
        // A picture that was asked for stays, and so does what was there before it.
        document.addToHistory(std::make_shared<ldm::Picture>());
        stroke(2);
        show(true);
        QCOMPARE(document.history().size(), 3);
        QVERIFY(document.history().first()->is(second));
        // An edit of another kind, and what is painted after it.
        document.replaceMap(document.map().copy(0, 0, 8, 8), "another map");
        stroke(3);
        show(true);
        QCOMPARE(document.history().size(), 4);
        stroke(4);
        document.undoStack().undo();
        show(true);
        QCOMPARE(document.history().size(), 4);
    }

    void snapshotsTellDocumentsApart()
    {
        Document a({8, 8}), b({8, 8});
        QCOMPARE(a.snapshot(), b.snapshot());
        b.paintRect({0, 0, 1, 1}, 1);
        QVERIFY(a.snapshot() != b.snapshot());
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
