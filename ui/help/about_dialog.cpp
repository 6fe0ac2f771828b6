// SPDX-License-Identifier: MIT
#include "help/about_dialog.h"

#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QSysInfo>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace sfumato {

namespace {

constexpr int kIcon = 72;

// Name, licence, what for; the licences' names are the same in every language.
QString row(const QString& name, const QString& licence, const QString& use)
{
    return QStringLiteral("| %1 | %2 | %3 |\n").arg(name, licence, use);
}

}  // namespace

AboutDialog::AboutDialog(const QString& machine, QWidget* parent)
    : QDialog(parent), m_machine(machine)
{
    setWindowTitle(tr("About Sfumato"));
    setObjectName(QStringLiteral("about"));
    auto* icon = new QLabel;
    icon->setPixmap(themedIcon(QStringLiteral("app")).pixmap(kIcon, kIcon));
    auto* title = new QLabel(
        tr("<h2>Sfumato %1</h2><p>Paint a rough map and watch a picture form out of noise. Latent "
           "diffusion models after Rombach et al., 2022.</p>")
            .arg(QApplication::applicationVersion()));
    title->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addWidget(title, 1);
    auto* text = new QTextBrowser;
    text->setMarkdown(credits());
    text->setAccessibleName(tr("Licences and credits"));
    text->setToolTip(tr("Licences and credits"));
    auto* copy = new QPushButton(tr("Copy report"));
    copy->setToolTip(
        tr("Versions and the machine, to paste where you ask for help; nothing that "
           "says who you are"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(report()); });
    auto* close = new QPushButton(tr("Close"));
    close->setToolTip(tr("Closes this window"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch();
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(text, 1);
    layout->addLayout(buttons);
    resize(600, 560);
}

QString AboutDialog::credits() const
{
    const QString head = QStringLiteral("| %1 | %2 | %3 |\n|---|---|---|\n")
                             .arg(tr("Part"), tr("Licence"), tr("Used for"));
    return tr("### Licences") + QStringLiteral("\n\n") + head +
           row(QStringLiteral("Sfumato"), QStringLiteral("MIT"), tr("the program")) +
           row(tr("Starter models"), QStringLiteral("GPL-3.0-or-later"), tr("the weights")) +
           row(QStringLiteral("Qt 6"), QStringLiteral("LGPL-3.0"), tr("the window")) +
           row(QStringLiteral("LibTorch"), QStringLiteral("BSD-3-Clause"), tr("the engine")) +
           row(QStringLiteral("OpenCV"), QStringLiteral("Apache-2.0"), tr("resampling, filters")) +
           row(QStringLiteral("libpng, libjpeg-turbo, libtiff, libwebp"),
               QStringLiteral("libpng-2.0, IJG, libtiff, BSD-3-Clause"), tr("pictures")) +
           row(QStringLiteral("libzip, zlib"), QStringLiteral("BSD-3-Clause, Zlib"),
               tr("projects, checkpoints")) +
           row(QStringLiteral("nlohmann-json, yaml-cpp, CLI11"),
               QStringLiteral("MIT, MIT, BSD-3-Clause"), tr("recipes, models, command line")) +
           row(QStringLiteral("utf8proc, LMDB, Gloo"),
               QStringLiteral("MIT, OLDAP-2.8, BSD-3-Clause"), tr("words, training")) +
           row(tr("BERT's word list"), QStringLiteral("Apache-2.0"), tr("words")) +
           row(tr("CLIP's merges"), QStringLiteral("MIT"), tr("words")) + QStringLiteral("\n\n") +
           tr("### Credits of the starter models") + QStringLiteral("\n\n") +
           tr("They learnt from landscapes drawn by this program, with textures and cut-outs from "
              "these free works, and from free photographs; all are named in CREDITS.md beside "
              "the models.") +
           QStringLiteral(
               "\n\n"
               "* 0 A.D. — Wildfire Games, CC-BY-SA-3.0\n"
               "* FlightGear — Curtis Olson and contributors, GPL-2.0-or-later\n"
               "* TORCS — Eric Espie and contributors, GPL-2.0-or-later\n"
               "* Tux Paint stamps — Bill Kendrick and authors, GPL-2.0-or-later\n"
               "* Enlightenment — BSD-2-Clause\n"
               "* GCompris, Lomiri, MATE, Plasma — CC-BY, CC-BY-SA, CC0, GPL, LGPL\n");
}

QString AboutDialog::report() const
{
    const auto* screen = QGuiApplication::primaryScreen();
    return QStringLiteral("Sfumato %1\nQt %2, %3\n%4, %5, kernel %6\n%7\n%8")
        .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion()),
             QGuiApplication::platformName(), QSysInfo::prettyProductName(),
             QSysInfo::currentCpuArchitecture(), QSysInfo::kernelVersion(), m_machine,
             screen ? QStringLiteral("screen %1×%2 at %3")
                          .arg(screen->size().width())
                          .arg(screen->size().height())
                          .arg(screen->devicePixelRatio())
                    : QStringLiteral("no screen"));
}

}  // namespace sfumato
