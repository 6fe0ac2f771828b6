// SPDX-License-Identifier: MIT
#include "document/kept_picture.h"
#include "document/document.h"
#include "document/set_aside.h"
#include "job/image_conversion.h"

#include <QTest>

using namespace sfumato;

/// Pictures of the past: packed when they are old, the same bytes when they are wanted again.
class KeptPictureTest : public QObject {
    Q_OBJECT

private:
    static PicturePtr picture(std::uint64_t seed, int channels = 3)
    {
        auto p = std::make_shared<ldm::Picture>();
        p->image = {96, 64, channels, {}};
        for (int i = 0; i < 96 * 64 * channels; ++i)
            p->image.pixels.push_back(std::uint8_t(i * 7 + int(seed)));
        p->recipe.seed = seed;
        p->recipe.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{2, 1, {3, 4}});
        p->timings.total = 1.5;
        p->notes = {"a note"};
        return p;
    }

    // Waits until nobody holds the whole picture any more.
    static bool isPacked(KeptPicture& kept, const std::weak_ptr<const ldm::Picture>& whole)
    {
        kept.setAside();
        return QTest::qWaitFor([&] { return whole.expired(); });
    }

private Q_SLOTS:
    void whatIsPackedComesBack_data()
    {
        QTest::addColumn<int>("channels");
        QTest::newRow("RGB") << 3;
        QTest::newRow("RGBA") << 4;
    }

    void whatIsPackedComesBack()
    {
        QFETCH(int, channels);
        auto before = picture(0xFFFF'FFFF'FFFF'FFF1ull, channels);
        const std::weak_ptr<const ldm::Picture> held = before;
        const ldm::Picture copy = *before;
        const auto kept = std::make_shared<KeptPicture>(std::move(before));
        QVERIFY(isPacked(*kept, held));
        QVERIFY(!kept->thumbnail().isNull());
        QCOMPARE(kept->seed(), copy.recipe.seed);
        const auto after = kept->whole();
        QVERIFY(after);
        QVERIFY(after->image == copy.image);
        QVERIFY(after->recipe == copy.recipe);
        QCOMPARE(after->timings.total, 1.5);
        QCOMPARE(after->notes, copy.notes);
        QCOMPARE(kept->whole(), after);  // the same while it is held
        QVERIFY(kept->is(after));
    }

    void oldOnesOfTheHistoryArePacked()
    {
        Document document;
        QList<std::weak_ptr<const ldm::Picture>> made;
        for (int i = 0; i < 6; ++i) {
            auto p = picture(std::uint64_t(i));
            made.append(p);
            document.setResult(p, pixelsOf(p));
            document.addToHistory(p);
        }
        QTRY_VERIFY(made[0].expired() && made[1].expired() && made[2].expired());
        QVERIFY(!made[3].expired() && !made[5].expired());
        // Undo goes through them as it did.
        for (int i = 4; i >= 0; --i) {
            document.undoStack().undo();
            QVERIFY(document.picture()->image == picture(std::uint64_t(i))->image);
            QCOMPARE(document.result(), pixelsOf(document.picture()));
        }
        document.undoStack().undo();
        QVERIFY(document.result().isNull() && !document.picture());
        document.undoStack().redo();
        QCOMPARE(document.picture()->recipe.seed, std::uint64_t(0));
        QVERIFY(document.history().first()->is(document.picture()));
    }

    void anImageThatIsNotThePicturesStays()
    {
        Document document;
        QImage other(10, 10, QImage::Format_RGB32);
        other.fill(Qt::red);
        document.setResult(picture(1), other);
        document.setResult(picture(2), {});
        document.undoStack().undo();
        QCOMPARE(document.result(), other);
    }

    void roomThatIsFreeIsUsedAgain()
    {
        std::vector<SetAside> parts;
        for (int i = 0; i < 40; ++i)
            parts.emplace_back(QByteArray(1000 + i * 17, char('a' + i % 26)));
        for (size_t i = 1; i < parts.size(); i += 3)
            parts[i] = SetAside();
        for (size_t i = 1; i < parts.size(); i += 3)
            parts[i] = SetAside(QByteArray(900 + int(i), char('A' + i % 26)));
        for (size_t i = 0; i < parts.size(); ++i)
            QCOMPARE(parts[i].bytes(), i % 3 == 1
                                           ? QByteArray(900 + int(i), char('A' + i % 26))
                                           : QByteArray(1000 + int(i) * 17, char('a' + i % 26)));
    }
};

QTEST_GUILESS_MAIN(KeptPictureTest)
#include "kept_picture_test.moc"
