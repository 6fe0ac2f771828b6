// SPDX-License-Identifier: MIT
#include "explore/xray_panel.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kIcon = 32;

QIcon iconOf(const QImage& glow)
{
    QPixmap pixmap(kIcon, kIcon);
    pixmap.fill(QColor(40, 42, 48));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(0, 0, kIcon, kIcon), glow);
    return pixmap;
}

}  // namespace

QImage attentionGlow(const ldm::Image& map)
{
    QImage glow(map.width, map.height, QImage::Format_ARGB32);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const double share = map.pixels[size_t(y) * size_t(map.width) + size_t(x)] / 255.0;
            reinterpret_cast<QRgb*>(glow.scanLine(y))[x] =
                qRgba(int(90 + 165 * share), int(60 + 190 * share * share), 235 - int(120 * share),
                      int(215 * share));
        }
    return glow;
}

XrayPanel::XrayPanel(JobQueue& queue, QWidget* parent)
    : QWidget(parent),
      m_queue(queue),
      m_words(new QListWidget),
      m_look(new QPushButton(tr("Look into the picture"))),
      m_hint(new QLabel)
{
    setObjectName(QStringLiteral("xrayPanel"));
    m_look->setToolTip(
        tr("Find out where each word, box or class acts on the picture; costs about "
           "one step"));
    m_words->setAccessibleName(tr("Words of the picture"));
    m_words->setToolTip(tr("Point at one to see where it acts"));
    m_words->setIconSize({kIcon, kIcon});
    m_words->setMouseTracking(true);
    m_words->viewport()->installEventFilter(this);
    m_words->installEventFilter(this);
    m_hint->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addWidget(m_look);
    layout->addWidget(m_hint);
    layout->addWidget(m_words, 1);
    connect(m_look, &QPushButton::clicked, this, &XrayPanel::look);
    connect(m_words, &QListWidget::itemEntered, this,
            [this](QListWidgetItem* item) { point(m_words->row(item)); });
    connect(m_words, &QListWidget::currentRowChanged, this, &XrayPanel::point);
    connect(&queue, &JobQueue::attended, this, [this](int job, const AttentionAnswer& answer) {
        if (job == m_job)
            showAnswer(answer);
    });
    clear();
}

void XrayPanel::setSource(std::function<std::shared_ptr<const ldm::Picture>()> source)
{
    m_source = std::move(source);
}

void XrayPanel::look()
{
    const auto picture = m_source ? m_source() : nullptr;
    if (!picture) {
        m_hint->setText(tr("There is no picture yet: press Generate first."));
        m_hint->show();
        return;
    }
    clear();
    m_hint->setText(tr("Looking…"));
    m_look->setEnabled(false);
    m_job = m_queue.requestAttention(picture->recipe);
}

void XrayPanel::clear()
{
    m_job = 0;
    m_maps.clear();
    m_words->clear();
    m_look->setEnabled(true);
    m_hint->setText(tr("Shows where each word, box or class acts on the picture."));
    m_hint->show();
    Q_EMIT pointedAt({});
}

void XrayPanel::showAnswer(const AttentionAnswer& answer)
{
    clear();
    if (const auto* failure = std::get_if<Failure>(&answer)) {
        m_hint->setText(failure->sentence);
        return;
    }
    const auto* attention = std::get_if<std::shared_ptr<const ldm::Attention>>(&answer);
    if (!attention)
        return;
    m_hint->setText(tr("Point at a word to see where it acts."));
    const auto& found = **attention;
    const QSignalBlocker blocker(m_words);
    for (size_t i = 0; i < std::min(found.words.size(), found.maps.size()); ++i) {
        m_maps.append(attentionGlow(found.maps[i]));
        const QString word = QString::fromStdString(found.words[i]);
        auto* item = new QListWidgetItem(iconOf(m_maps.last()), word, m_words);
        if (i < found.strength.size())
            item->setToolTip(tr("%1: at most %2 % of the attention")
                                 .arg(word)
                                 .arg(qRound(found.strength[i] * 100.0)));
    }
}

void XrayPanel::point(int row)
{
    Q_EMIT pointedAt(row >= 0 && row < m_maps.size() ? m_maps[row] : QImage());
}

bool XrayPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool left = watched == m_words->viewport() && event->type() == QEvent::Leave;
    if ((left && !m_words->hasFocus()) || (watched == m_words && event->type() == QEvent::FocusOut))
        point(-1);
    return QWidget::eventFilter(watched, event);
}

}  // namespace sfumato
