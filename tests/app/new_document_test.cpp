// SPDX-License-Identifier: MIT
#include "clipboard.h"
#include "document_commands.h"
#include "main_window.h"
#include "panel/new_document_dialog.h"
#include "print_picture.h"
#include "support/window_fixture.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QMimeData>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// New documents in the real window: empty, from examples, from the clipboard; copies and prints.
class NewDocumentTest : public QObject, private test::WindowFixture {
    Q_OBJECT

private:
    Sessions& sessions() { return m_window->sessions(); }
    QClipboard& clipboard() { return *QGuiApplication::clipboard(); }

    static QImage plain(QSize size, QColor colour)
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(colour);
        return image;
    }

    void generate()
    {
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(m_window->document().picture() != nullptr);
    }

    // Until a document of what was copied is shown.
    void paste()
    {
        const int before = sessions().count();
        m_window->documents().pasteDocument();
        QTRY_COMPARE(sessions().count(), before + 1);
    }

private Q_SLOTS:
    void init()
    {
        begin();
        openWindow();
        m_window->documents().setExamples(
            QStringLiteral(SFUMATO_SOURCE_DIR "/resources/examples/maps"));
    }

    void cleanup() { m_window.reset(); }

    void eachStartHasItsSize_data()
    {
        using Kind = DocumentStart::Kind;
        const QString lake = QStringLiteral(SFUMATO_SOURCE_DIR "/resources/examples/maps/lake.png");
        QTest::addColumn<DocumentStart>("start");
        QTest::addColumn<QString>("mode");
        QTest::newRow("map") << DocumentStart{Kind::Map, {256, 256}, {}} << "semantic";
        QTest::newRow("large map") << DocumentStart{Kind::Map, {1024, 1024}, {}} << "semantic";
        QTest::newRow("photo") << DocumentStart{Kind::Photo, {640, 384}, {}} << "inpaint";
        QTest::newRow("example") << DocumentStart{Kind::Example, {512, 384}, lake} << "semantic";
    }

    void eachStartHasItsSize()
    {
        QFETCH(DocumentStart, start);
        QFETCH(QString, mode);
        m_window->documents().start(start);
        QCOMPARE(sessions().count(), 1);  // there was nothing yet
        QCOMPARE(m_window->workspace().id(), mode);
        QCOMPARE(m_window->document().size(), start.size);
        QVERIFY(!m_window->document().undoStack().canUndo());
        QVERIFY(!sessions().current().isModified());
        if (start.kind == DocumentStart::Kind::Photo) {
            QCOMPARE(m_window->document().photo().pixelColor(9, 9), QColor(Qt::white));
        } else {
            const QSize set(int(m_window->picturePanel().recipe().width),
                            int(m_window->picturePanel().recipe().height));
            QCOMPARE(set, start.size);
        }
        if (start.kind == DocumentStart::Kind::Example) {
            QSet<int> labels;
            for (int y = 0; y < start.size.height(); y += 5)
                labels.insert(m_window->document().labelAt({100, y}));
            QVERIFY(labels.size() > 1);
        }
        // What is painted stays: the next one gets a tab of its own.
        m_window->document().undoStack().resetClean();
        m_window->documents().start(start);
        QCOMPARE(sessions().count(), 2);
    }

    void theDialogOffersExamplesAndWhatWasCopied()
    {
        clipboard().setImage(plain({40, 20}, Qt::green));
        m_window->documents().ask();
        auto* dialog = m_window->findChild<NewDocumentDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 3 + 4);
        for (int i = 0; i < list->count(); ++i) {
            list->setCurrentRow(i);
            if (dialog->start().kind == DocumentStart::Kind::Clipboard)
                break;
        }
        QCOMPARE(dialog->start().kind, DocumentStart::Kind::Clipboard);
        dialog->accept();
        QTRY_COMPARE(m_window->document().size(), QSize(40, 20));
        QVERIFY(sessions().current().isModified());  // no file holds it
    }

    void aCopyWithItsRecipeComesBackWhole()
    {
        m_window->document().beginStroke();
        m_window->document().paintRect({10, 10, 50, 50}, 2);
        m_window->document().endStroke("stroke");
        generate();
        const QImage map = m_window->document().map();
        const QImage result = m_window->document().result();
        m_window->documents().copyPicture(true);
        paste();
        QCOMPARE(m_window->workspace().id(), QString("semantic"));
        QCOMPARE(m_window->document().map(), map);
        QCOMPARE(m_window->document().result().pixel(7, 7), result.pixel(7, 7));

        // Without it, it is a photo; no word of the recipe leaves.
        m_window->documents().copyPicture(false);
        const QByteArray png = clipboard().mimeData()->data("image/png");
        QVERIFY(png.startsWith("\x89PNG"));
        QVERIFY(!png.contains("sfumato:recipe"));
        paste();
        QCOMPARE(m_window->workspace().id(), QString("inpaint"));
        QCOMPARE(m_window->document().photo().pixel(7, 7), result.pixel(7, 7));
    }

    void picturesAreTakenInWhatFormTheyCome_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("png") << "png";
        QTest::newRow("tiff") << "tiff";
        QTest::newRow("bmp") << "bmp";
    }

    void picturesAreTakenInWhatFormTheyCome()
    {
        QFETCH(QString, format);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!plain({12, 9}, Qt::red).save(&buffer, format.toLatin1()))
            QSKIP("Qt's plugin of this format is not installed");
        QMimeData data;
        data.setData("image/" + format, bytes);
        const auto copied = copiedFrom(&data);
        QCOMPARE(copied.image.size(), QSize(12, 9));
        QCOMPARE(copied.image.pixelColor(3, 3), QColor(Qt::red));
    }

    void copiedFilesAreOpened()
    {
        QVERIFY(copiedFrom(nullptr).isEmpty());
        QVERIFY(plain({16, 16}, QColor(104, 176, 60)).save(m_folder.filePath("map.png")));
        auto* data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(m_folder.filePath("map.png"))});
        clipboard().setMimeData(data);
        QSignalSpy opened(m_window.get(), &MainWindow::fileOpened);
        m_window->documents().pasteDocument();
        QVERIFY(opened.count() > 0 || opened.wait());
        QCOMPARE(m_window->document().size(), QSize(16, 16));
    }

    void nothingToPasteIsASentence()
    {
        clipboard().setText("words");
        m_window->documents().pasteDocument();
        QVERIFY(m_window->messages().sentence().contains("no picture"));
        QCOMPARE(sessions().count(), 1);
    }

    void aPageHoldsThePicture()
    {
        const QString file = m_folder.filePath("page.pdf");
        {
            QPdfWriter page(file);
            page.setResolution(72);
            QVERIFY(paintPage(page, plain({300, 200}, Qt::blue)));
        }
        QFile pdf(file);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF"));
        QVERIFY(bytes.contains("/Width 300") && bytes.contains("/Height 200"));
    }
};

QTEST_MAIN(NewDocumentTest)
#include "new_document_test.moc"
