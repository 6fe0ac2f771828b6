// SPDX-License-Identifier: MIT
#include "help/about_dialog.h"
#include "help/callouts.h"
#include "help/guide.h"
#include "help/help_window.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace sfumato;

class HelpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPageIsThereInEachLanguage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << "en";
        QTest::newRow("zh_CN") << "zh_CN";
    }

    void everyPageIsThereInEachLanguage()
    {
        QFETCH(QString, language);
        const Guide guide(language);
        const Guide english("en");
        QStringList files = QDir(":/guide/" + language).entryList({"*.md"});
        QCOMPARE(files.size(), Guide::ids().size());
        for (const auto& page : guide.pages()) {
            QVERIFY2(files.contains(page.id + ".md"), qPrintable(page.id));
            QVERIFY2(page.title.size() > 1 && page.text.size() > 100, qPrintable(page.id));
            if (language != "en")
                QVERIFY2(page.title != english.page(page.id)->title, qPrintable(page.id));
            static const QRegularExpression link(R"(\]\(([^)]*)\))");
            for (auto it = link.globalMatch(page.text); it.hasNext();) {
                const QString target = it.next().captured(1);
                QVERIFY2(target.endsWith(".md") && guide.page(target.chopped(3)),
                         qPrintable(page.id + " links to " + target));
            }
        }
    }

    void anUnknownLanguageReadsEnglish()
    {
        QCOMPARE(Guide("fr").pages().first().title, Guide("en").pages().first().title);
    }

    void wordsFindPagesTitlesFirst()
    {
        const Guide guide("en");
        QCOMPARE(guide.find(QString()).size(), Guide::ids().size());
        QCOMPARE(guide.find("boxes").first()->id, QString("layout"));
        QVERIFY(guide.find("nosuchword").isEmpty());
        QVERIFY(!guide.find("SEED").isEmpty());
    }

    void theWindowShowsPagesAndFollowsLinks()
    {
        HelpWindow window("en");
        QCOMPARE(window.pageId(), QString("first-steps"));
        QVERIFY(!window.showPage("nowhere"));
        QVERIFY(window.showPage("inpaint"));
        auto* text = window.findChild<QTextBrowser*>();
        QVERIFY(text->toPlainText().startsWith("Fill"));
        Q_EMIT text->anchorClicked(QUrl("models.md"));
        QCOMPARE(window.pageId(), QString("models"));
        Q_EMIT text->anchorClicked(QUrl("https://example.org/layers.md"));
        QCOMPARE(window.pageId(), QString("models"));
        window.setLanguage("zh_CN");
        QCOMPARE(window.pageId(), QString("models"));
        QVERIFY(text->toPlainText().startsWith(QStringLiteral("模型")));
    }

    void searchingListsPagesAndMarksTheWords()
    {
        HelpWindow window("en");
        window.findChild<QLineEdit*>()->setText("goes wrong");
        auto* contents = window.findChild<QListWidget*>();
        QCOMPARE(contents->count(), 1);
        contents->setCurrentRow(0);
        QCOMPARE(window.pageId(), QString("trouble"));
        QVERIFY(!window.findChild<QTextBrowser*>()->extraSelections().isEmpty());
    }

    void theReportSaysVersionsAndNotWho()
    {
        AboutDialog about("A processor, 2 threads");
        for (auto* button : about.findChildren<QPushButton*>())
            if (button->text() == "Copy report")
                button->click();
        const QString report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains("Qt 6") && report.contains("A processor, 2 threads"));
        QVERIFY(!report.contains(QDir::homePath()));
        const QString text = about.findChild<QTextBrowser*>()->toPlainText();
        for (const char* name : {"MIT", "GPL-3.0-or-later", "LGPL", "BSD", "Apache"})
            QVERIFY2(text.contains(name), name);
    }

    void calloutsGoWithAClickOrAKeyAndLeaveItToTheWindow()
    {
        QWidget window;
        window.resize(400, 300);
        auto* button = new QPushButton("b", &window);
        window.show();
        for (const bool click : {true, false}) {
            QPointer<Callouts> callouts = new Callouts("Paint over it", &window, &window);
            callouts->add("a button", button);
            QSignalSpy dismissed(callouts, &Callouts::dismissed);
            QSignalSpy clicked(button, &QPushButton::clicked);
            QVERIFY(callouts->isVisible());
            if (click)
                QTest::mouseClick(button, Qt::LeftButton);
            else
                QTest::keyClick(&window, Qt::Key_Escape);
            QCOMPARE(dismissed.count(), 1);
            QCOMPARE(clicked.count(), click ? 1 : 0);
            QTRY_VERIFY(!callouts);
        }
    }
};

QTEST_MAIN(HelpTest)
#include "help_test.moc"
