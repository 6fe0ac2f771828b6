// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QListView;
class QSlider;
class QSpinBox;
class QToolButton;

namespace sfumato {

class LayersModel;

/// The layers of a document: list, opacity, buttons. Its actions are also what a menu shows.
class LayersPanel : public QWidget {
    Q_OBJECT

public:
    explicit LayersPanel(QWidget* parent = nullptr);

    void setDocument(Document* document);

    /// For a menu, in groups that lines divide.
    QList<QList<QAction*>> actionGroups() const;

    QListView* list() const { return m_list; }

    QSize sizeHint() const override { return {260, 220}; }

Q_SIGNALS:
    void paintLayerAdded();
    void fileWanted();  ///< as a layer

private:
    QAction* makeAction(const QString& name, const QString& text, const QString& icon,
                        const QKeySequence& key, const QString& tip, void (LayersPanel::*run)());
    void makeActions();
    QWidget* buildOpacity();
    QWidget* buildButtons();
    void follow();
    void chosen(int id);
    void setOpacity(int percent);
    LayerStack* stack() const { return m_document ? &m_document->layers() : nullptr; }

    void addPaint();
    void addInput();
    void duplicate();
    void remove();
    void mergeDown();
    void moveUp();
    void moveDown();
    void chooseAbove();
    void chooseBelow();
    void toggleVisible();
    void toggleLocked();
    void rename();
    void moveBy(int step);
    void chooseBy(int step);

    QPointer<Document> m_document;
    LayersModel* m_model;
    QListView* m_list;
    QSlider* m_opacity = nullptr;
    QSpinBox* m_percent = nullptr;
    QAction *m_addPaint, *m_addInput, *m_addFile, *m_duplicate, *m_remove, *m_merge, *m_raise,
        *m_lower, *m_above, *m_below, *m_visible, *m_locked, *m_rename;
    int m_gesture = 1;         ///< counts the slider's drags: each is one undo step
    bool m_following = false;  ///< the controls are being set, not used
};

}  // namespace sfumato
