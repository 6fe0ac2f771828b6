// SPDX-License-Identifier: MIT
#include "canvas/view_transform.h"

#include <QTest>

using sfumato::ViewTransform;

class ViewTransformTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zoomKeepsThePointUnderTheCursor()
    {
        const QRectF pane(100, 0, 400, 300);
        ViewTransform view;
        view.fit({256, 256}, pane.size());
        const QPointF cursor(230, 77);
        const QPointF before = view.toWidget(pane).inverted().map(cursor);
        view.zoomAbout(cursor, pane, 3.7);
        const QPointF after = view.toWidget(pane).inverted().map(cursor);
        QVERIFY(QLineF(before, after).length() < 1e-6);
    }

    void fitShowsAllOfTheDocument()
    {
        const QRectF pane(0, 0, 400, 300);
        ViewTransform view;
        view.fit({1000, 200}, pane.size());
        QVERIFY(pane.contains(view.toWidget(pane).mapRect(QRectF(0, 0, 1000, 200))));
    }

    void zoomIsBounded()
    {
        ViewTransform view;
        view.setZoom(1e9);
        QCOMPARE(view.zoom(), ViewTransform::kMaxZoom);
        view.setZoom(0.0);
        QCOMPARE(view.zoom(), ViewTransform::kMinZoom);
    }
};

QTEST_GUILESS_MAIN(ViewTransformTest)
#include "view_transform_test.moc"
