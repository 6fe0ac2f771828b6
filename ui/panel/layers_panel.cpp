// SPDX-License-Identifier: MIT
#include "panel/layers_panel.h"

#include "panel/layers_delegate.h"
#include "panel/layers_model.h"
#include "theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace sfumato {

LayersPanel::LayersPanel(QWidget* parent)
    : QWidget(parent), m_model(new LayersModel(this)), m_list(new QListView)
{
    setObjectName(QStringLiteral("layersPanel"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new LayersDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setDropIndicatorShown(true);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Layers"));
    m_list->setToolTip(tr("What lies higher covers what lies lower"));
    m_list->setAccessibleDescription(
        tr("The topmost layer first. Space shows or hides, F2 renames, Delete deletes."));
    makeActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(5);
    layout->addWidget(buildOpacity());
    layout->addWidget(m_list, 1);
    layout->addWidget(buildButtons());
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { chosen(m_model->idAt(index)); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &LayersPanel::follow);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &LayersPanel::follow);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](QPoint place) {
        QMenu menu;
        for (const auto& group : actionGroups()) {
            menu.addActions(group);
            menu.addSeparator();
        }
        menu.exec(m_list->viewport()->mapToGlobal(place));
    });
    follow();
}

QAction* LayersPanel::makeAction(const QString& name, const QString& text, const QString& icon,
                                 const QKeySequence& key, const QString& tip,
                                 void (LayersPanel::*run)())
{
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setToolTip(
        key.isEmpty() ? tip : tr("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    if (run)
        connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

void LayersPanel::makeActions()
{
    using Panel = LayersPanel;
    const auto make = [this](const char* name, const QString& text, const char* icon,
                             const QKeySequence& key, const QString& tip,
                             void (LayersPanel::*run)()) {
        return makeAction(QString::fromLatin1(name), text, QString::fromLatin1(icon), key, tip,
                          run);
    };
    m_addPaint = make("layerAddPaint", tr("New paint layer"), "paint", tr("Ctrl+Shift+N"),
                      tr("An empty layer to paint colours on"), &Panel::addPaint);
    m_addInput = make("layerAddInput", {}, "add", {}, {}, &Panel::addInput);
    m_addFile = make("layerAddFile", tr("Picture from a file…"), "open", {},
                     tr("A picture from a file as a layer of its own"), nullptr);
    connect(m_addFile, &QAction::triggered, this, &LayersPanel::fileWanted);
    m_duplicate =
        make("layerDuplicate", tr("Duplicate"), "duplicate", tr("Ctrl+J"),
             tr("A copy of the layer; of the picture: keep it as a layer"), &Panel::duplicate);
    m_remove = make("layerRemove", tr("Delete"), "delete", Qt::Key_Delete,
                    tr("Delete the layer and what is on it"), &Panel::remove);
    // The canvas deletes boxes with this key.
    m_remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_merge = make("layerMerge", tr("Merge down"), "mergedown", tr("Ctrl+Shift+E"),
                   tr("Put the layer and the one below it together"), &Panel::mergeDown);
    m_raise = make("layerRaise", tr("Move up"), "up", tr("Ctrl+PgUp"),
                   tr("Move the layer over the one above it"), &Panel::moveUp);
    m_lower = make("layerLower", tr("Move down"), "down", tr("Ctrl+PgDown"),
                   tr("Move the layer under the one below it"), &Panel::moveDown);
    m_above = make("layerAbove", tr("Choose the one above"), "", tr("Alt+]"),
                   tr("Go on with the layer above"), &Panel::chooseAbove);
    m_below = make("layerBelow", tr("Choose the one below"), "", tr("Alt+["),
                   tr("Go on with the layer below"), &Panel::chooseBelow);
    m_visible = make("layerVisible", tr("Visible"), "", {}, tr("Show or hide the layer"),
                     &Panel::toggleVisible);
    m_locked = make("layerLocked", tr("Locked"), "", {},
                    tr("Keep the layer as it is: nothing paints on it"), &Panel::toggleLocked);
    m_visible->setCheckable(true);
    m_locked->setCheckable(true);
    m_rename = make("layerRename", tr("Rename…"), "", {}, tr("Another name for the layer"),
                    &Panel::rename);
}

QList<QList<QAction*>> LayersPanel::actionGroups() const
{
    return {{m_addPaint, m_addInput, m_addFile, m_duplicate},
            {m_merge, m_remove},
            {m_raise, m_lower, m_above, m_below},
            {m_visible, m_locked, m_rename}};
}

QWidget* LayersPanel::buildOpacity()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* text = new QLabel(tr("Opacity"));
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_percent = new QSpinBox;
    m_percent->setRange(0, 100);
    m_percent->setSuffix(tr(" %"));
    m_percent->setKeyboardTracking(false);
    text->setBuddy(m_opacity);
    const QString tip = tr("How much of the layer is seen; less lets what is below shine through");
    for (QWidget* widget : {static_cast<QWidget*>(m_opacity), static_cast<QWidget*>(m_percent)}) {
        widget->setToolTip(tip);
        widget->setAccessibleName(tr("Layer opacity"));
    }
    layout->addWidget(text);
    layout->addWidget(m_opacity, 1);
    layout->addWidget(m_percent);
    connect(m_opacity, &QSlider::valueChanged, this, &LayersPanel::setOpacity);
    connect(m_opacity, &QSlider::sliderReleased, this, [this] { ++m_gesture; });
    connect(m_percent, &QSpinBox::valueChanged, this, &LayersPanel::setOpacity);
    return row;
}

QWidget* LayersPanel::buildButtons()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto button = [&](QAction* action) {
        auto* b = new QToolButton;
        b->setDefaultAction(action);
        b->setIconSize({18, 18});
        b->setAccessibleName(action->text());
        layout->addWidget(b);
        return b;
    };
    auto* add = new QToolButton;
    add->setObjectName(QStringLiteral("layerAdd"));
    add->setIcon(themedIcon(QStringLiteral("add")));
    add->setIconSize({18, 18});
    add->setToolTip(tr("Add a layer: to paint on, another input, or a picture from a file"));
    add->setAccessibleName(tr("Add a layer"));
    add->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(add);
    menu->addActions({m_addPaint, m_addInput, m_addFile});
    add->setMenu(menu);
    layout->addWidget(add);
    button(m_duplicate);
    button(m_raise);
    button(m_lower);
    button(m_merge);
    layout->addStretch(1);
    button(m_remove);
    return row;
}

void LayersPanel::setDocument(Document* document)
{
    if (m_document)
        m_document->layers().disconnect(this);
    m_document = document;
    m_model->setDocument(document);
    if (document)
        connect(&document->layers(), &LayerStack::activeChanged, this, &LayersPanel::follow);
    follow();
}

// What another layer of the input would be; none where there is no input.
static LayerKind inputLayer(InputKind kind)
{
    switch (kind) {
    case InputKind::Map: return LayerKind::Map;
    case InputKind::Boxes: return LayerKind::Boxes;
    case InputKind::Hole: return LayerKind::Mask;
    case InputKind::Photo:
    case InputKind::Nothing: break;
    }
    return LayerKind::Paint;
}

// Shows which layer is in use, and how it is.
void LayersPanel::follow()
{
    const QScopedValueRollback<bool> guard(m_following, true);
    const Layer* layer = stack() ? stack()->active() : nullptr;
    setEnabled(layer != nullptr);
    if (!layer)
        return;
    const auto index = m_model->indexOf(layer->id);
    if (m_list->currentIndex() != index) {
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
    m_opacity->setValue(qRound(layer->opacity * 100));
    m_percent->setValue(qRound(layer->opacity * 100));
    m_visible->setChecked(layer->visible);
    m_locked->setChecked(layer->locked);
    const int at = stack()->indexOf(layer->id);
    m_raise->setEnabled(at + 1 < stack()->count());
    m_above->setEnabled(at + 1 < stack()->count());
    m_lower->setEnabled(at > 0);
    m_below->setEnabled(at > 0);
    m_merge->setEnabled(at > 0);
    const LayerKind input = inputLayer(m_document->inputKind());
    m_addInput->setVisible(input != LayerKind::Paint);
    switch (input) {
    case LayerKind::Map:
        m_addInput->setText(tr("New map"));
        m_addInput->setToolTip(tr("Another map; the picture is made of the one in use"));
        break;
    case LayerKind::Boxes:
        m_addInput->setText(tr("New boxes"));
        m_addInput->setToolTip(tr("Other boxes; the picture is made of those in use"));
        break;
    default:
        m_addInput->setText(tr("New mask"));
        m_addInput->setToolTip(tr("Another mask; what the one in use covers is filled"));
        break;
    }
}

void LayersPanel::chosen(int id)
{
    if (stack() && id && !m_following) {
        ++m_gesture;
        stack()->setActive(id);
    }
}

void LayersPanel::setOpacity(int percent)
{
    if (m_following || !stack())
        return;
    const bool dragged = m_opacity->isSliderDown();
    stack()->setOpacity(stack()->activeId(), percent / 100.0, dragged ? m_gesture : 0);
}

void LayersPanel::addPaint()
{
    m_document->addLayer(LayerKind::Paint);
    Q_EMIT paintLayerAdded();
}

void LayersPanel::addInput()
{
    const LayerKind kind = inputLayer(m_document->inputKind());
    if (kind != LayerKind::Paint)
        m_document->addLayer(kind);
}

void LayersPanel::duplicate()
{
    stack()->duplicate(stack()->activeId());
}

void LayersPanel::remove()
{
    stack()->remove(stack()->activeId());
}

void LayersPanel::mergeDown()
{
    stack()->mergeDown(stack()->activeId());
}

void LayersPanel::moveBy(int step)
{
    const int id = stack()->activeId();
    stack()->move(id, stack()->indexOf(id) + step);
}

void LayersPanel::chooseBy(int step)
{
    const int at = stack()->indexOf(stack()->activeId()) + step;
    if (at >= 0 && at < stack()->count())
        stack()->setActive(stack()->layers()[size_t(at)].id);
}

void LayersPanel::moveUp()
{
    moveBy(1);
}

void LayersPanel::moveDown()
{
    moveBy(-1);
}

void LayersPanel::chooseAbove()
{
    chooseBy(1);
}

void LayersPanel::chooseBelow()
{
    chooseBy(-1);
}

void LayersPanel::toggleVisible()
{
    stack()->setVisible(stack()->activeId(), m_visible->isChecked());
}

void LayersPanel::toggleLocked()
{
    stack()->setLocked(stack()->activeId(), m_locked->isChecked());
}

void LayersPanel::rename()
{
    m_list->setFocus();
    m_list->edit(m_list->currentIndex());
}

}  // namespace sfumato
