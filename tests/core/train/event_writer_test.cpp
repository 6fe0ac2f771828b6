// SPDX-License-Identifier: MIT
#include "train/event_writer.h"

#include "ldm/error.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace ldm::train;

namespace {

/// One field of a protobuf message.
struct Field {
    int number = 0;
    quint64 value = 0;  ///< varint, or the bits of a fixed field
    QByteArray bytes;   ///< of a length-delimited field
};

/// Reads protobuf's wire format without knowing the message.
QVector<Field> fieldsOf(const QByteArray& message)
{
    QVector<Field> fields;
    qsizetype at = 0;
    const auto varint = [&] {
        quint64 value = 0;
        for (int shift = 0; at < message.size(); shift += 7) {
            const auto byte = quint8(message[at++]);
            value |= quint64(byte & 127) << shift;
            if (!(byte & 128))
                break;
        }
        return value;
    };
    const auto fixed = [&](int size) {
        quint64 value = 0;
        std::memcpy(&value, message.constData() + at, size_t(size));
        at += size;
        return value;
    };
    while (at < message.size()) {
        const auto key = varint();
        Field field{int(key >> 3), 0, {}};
        switch (key & 7) {
        case 0: field.value = varint(); break;
        case 1: field.value = fixed(8); break;
        case 5: field.value = fixed(4); break;
        default: {
            const auto length = qsizetype(varint());
            field.bytes = message.mid(at, length);
            at += length;
        }
        }
        fields.append(field);
    }
    return fields;
}

Field fieldOf(const QByteArray& message, int number)
{
    for (const auto& field : fieldsOf(message))
        if (field.number == number)
            return field;
    return {};
}

/// CRC-32C bit by bit.
quint32 slowCrc(const QByteArray& bytes)
{
    quint32 crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int i = 0; i < 8; ++i)
            crc = crc & 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
    }
    return ~crc;
}

quint32 masked(const QByteArray& bytes)
{
    const quint32 crc = slowCrc(bytes);
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
}

/// The records of a file in TFRecord framing, each checked.
QVector<QByteArray> recordsOf(const QByteArray& file)
{
    QVector<QByteArray> records;
    for (qsizetype at = 0; at < file.size();) {
        quint64 length = 0;
        quint32 crc = 0;
        std::memcpy(&length, file.constData() + at, 8);
        std::memcpy(&crc, file.constData() + at + 8, 4);
        if (crc != masked(file.mid(at, 8)))
            return {};
        const auto record = file.mid(at + 12, qsizetype(length));
        std::memcpy(&crc, file.constData() + at + 12 + length, 4);
        if (crc != masked(record))
            return {};
        records.append(record);
        at += qsizetype(16 + length);
    }
    return records;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class EventWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crcAgreesWithItsStandard()
    {
        QCOMPARE(crc32c("123456789"), 0xE3069283u);
        QCOMPARE(crc32c(""), 0u);
    }

    void eventsReadBack()
    {
        QTemporaryDir folder;
        {
            EventWriter writer(folder.path().toStdString(), 7);
            writer.scalars(300, {{"loss", 0.125}, {"lr", 1e-4}});
            writer.image(301, "samples", 5, 3, "PNG bytes");
        }
        const auto files = QDir(folder.path()).entryList({"events.out.tfevents.*"});
        QCOMPARE(files.size(), 1);
        const auto records = recordsOf(bytesOf(folder.filePath(files[0])));
        QCOMPARE(records.size(), 4);
        QCOMPARE(fieldOf(records[0], 3).bytes, QByteArray("brain.Event:2"));
        QCOMPARE(fieldOf(records[1], 2).value, quint64(7));
        QCOMPARE(fieldOf(fieldOf(records[1], 7).bytes, 1).value, quint64(1));  // START
        QCOMPARE(fieldOf(records[2], 2).value, quint64(300));
        const auto values = fieldsOf(fieldOf(records[2], 5).bytes);
        QCOMPARE(values.size(), 2);
        QCOMPARE(fieldOf(values[0].bytes, 1).bytes, QByteArray("loss"));
        const auto bits = quint32(fieldOf(values[0].bytes, 2).value);
        float loss = 0.0f;
        std::memcpy(&loss, &bits, 4);
        QCOMPARE(loss, 0.125f);
        const auto image = fieldOf(fieldOf(fieldOf(records[3], 5).bytes, 1).bytes, 4).bytes;
        QCOMPARE(fieldOf(image, 1).value, quint64(3));
        QCOMPARE(fieldOf(image, 2).value, quint64(5));
        QCOMPARE(fieldOf(image, 4).bytes, QByteArray("PNG bytes"));
    }

    void aTornEndIsCutOff()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath("records").toStdString();
        {
            RecordWriter writer(path);
            writer.append("first");
            writer.append("second");
        }
        QFile file(QString::fromStdString(path));
        QVERIFY(file.resize(file.size() - 3));
        RecordWriter writer(path);
        const auto place = writer.append("third");
        QStringList records;
        read_records(path, [&records](std::uint64_t, std::string_view record) {
            records.append(QString::fromUtf8(record.data(), qsizetype(record.size())));
        });
        QCOMPARE(records, QStringList({"first", "third"}));
        QCOMPARE(read_record(path, place), std::string("third"));
        QVERIFY_EXCEPTION_THROWN(read_record(path, place + 1), ldm::Error);
    }
};

QTEST_GUILESS_MAIN(EventWriterTest)
#include "event_writer_test.moc"
