// SPDX-License-Identifier: MIT
#include "settings/language.h"
#include "job/failure_text.h"
#include "mode/label_names.h"
#include "settings/sentences.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QTest>
#include <QTreeWidget>

using namespace sfumato;

namespace {

QString textOf(const char* context, const char* text, int number = -1)
{
    return QCoreApplication::translate(context, text, nullptr, number);
}

// Real texts of the program, so that the compiled catalogue has them.
const char* const kPanel = "sfumato::PicturePanel";

}  // namespace

class LanguageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Language> m_language;

private Q_SLOTS:
    void init()
    {
        m_language = std::make_unique<Language>();
        m_language->use(QStringLiteral("en"));
    }

    void cleanup() { m_language.reset(); }

    void theSystemsLanguageIsOneOfThoseThatThereAre()
    {
        QVERIFY(Language::available().contains(Language::ofSystem()));
        m_language->use(QString());
        QCOMPARE(m_language->code(), Language::ofSystem());
        m_language->use(QStringLiteral("tlh"));
        QCOMPARE(m_language->code(), Language::ofSystem());
    }

    void textsOfAWidgetAreSaidAgain()
    {
        QWidget window;
        auto* label = new QLabel(textOf(kPanel, "Seed"), &window);
        label->setToolTip(textOf(kPanel, "Another seed"));
        label->setAccessibleName(textOf(kPanel, "Seed"));
        auto* box = new QComboBox(&window);
        box->addItem(textOf(kPanel, "Automatic"));
        auto* list = new QListWidget(&window);
        list->addItem(textOf(kPanel, "Sampler"));
        auto* tree = new QTreeWidget(&window);
        tree->setHeaderLabels({textOf(kPanel, "Steps")});
        auto* action = new QAction(textOf(kPanel, "More"), &window);
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(label->text(), QStringLiteral("种子"));
        QCOMPARE(label->toolTip(), QStringLiteral("换一个种子"));
        QCOMPARE(label->accessibleName(), QStringLiteral("种子"));
        QCOMPARE(box->itemText(0), QStringLiteral("自动"));
        QCOMPARE(list->item(0)->text(), QStringLiteral("采样器"));
        QCOMPARE(tree->headerItem()->text(0), QStringLiteral("步数"));
        QCOMPARE(action->text(), QStringLiteral("更多"));
        QCOMPARE(action->toolTip(), QStringLiteral("更多"));
        m_language->use(QStringLiteral("en"));
        QCOMPARE(label->text(), QStringLiteral("Seed"));
        QCOMPARE(list->item(0)->text(), QStringLiteral("Sampler"));
        QCOMPARE(action->text(), QStringLiteral("More"));
    }

    void textsWithArgumentsAreSaidAgain()
    {
        QWidget window;
        const auto steps = [](int n) { return textOf(kPanel, "%n step(s)", n); };
        auto* one = new QLabel(steps(1), &window);
        auto* many = new QLabel(textOf(kPanel, "about %1 s (%2)").arg(2.5).arg(steps(12)), &window);
        QCOMPARE(one->text(), QStringLiteral("1 step"));
        QCOMPARE(many->text(), QStringLiteral("about 2.5 s (12 steps)"));
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(one->text(), QStringLiteral("1 步"));
        QCOMPARE(many->text(), QStringLiteral("约 2.5 秒（12 步）"));
        m_language->use(QStringLiteral("en"));
        QCOMPARE(one->text(), QStringLiteral("1 step"));
        QCOMPARE(many->text(), QStringLiteral("about 2.5 s (12 steps)"));
    }

    void whatTheArtistWroteStays()
    {
        QWidget window;
        auto* line = new QLineEdit(textOf(kPanel, "Seed"), &window);
        line->setPlaceholderText(textOf(kPanel, "Seed"));
        auto* name = new QLabel(QStringLiteral("my lake.png"), &window);
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(line->text(), QStringLiteral("Seed"));
        QCOMPARE(line->placeholderText(), QStringLiteral("种子"));
        QCOMPARE(name->text(), QStringLiteral("my lake.png"));
    }

    // One in English, two in Chinese: the class that a text stands in decides.
    void theNearestClassDecides()
    {
        SourceTexts texts;
        texts.remember(QStringLiteral("Fill"), {"Document", "Fill", {}, -1});
        texts.remember(QStringLiteral("Fill"), {"InpaintMode", "Fill", {}, -1});
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(texts.again(QStringLiteral("Fill"), {"InpaintMode", "sfumato::MainWindow"}),
                 QStringLiteral("修补"));
    }

    void commandsAreKnownByTheirEnglishText()
    {
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(m_language->texts().sourceOf(textOf(kPanel, "Seed")), QStringLiteral("Seed"));
        QCOMPARE(m_language->texts().sourceOf(QStringLiteral("?")), QStringLiteral("?"));
    }

    void labelsOfTheBundledModelsAreTranslated()
    {
        QCOMPARE(labelName("sky"), QStringLiteral("sky"));
        QCOMPARE(labelName("a coast at dusk"), QStringLiteral("a coast at dusk"));
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(labelName("sky"), QStringLiteral("天空"));
        QCOMPARE(labelName("a coast at dusk"), QStringLiteral("海岸，黄昏"));
        QCOMPARE(labelName("some other thing"), QStringLiteral("some other thing"));
    }

    void failuresAreSaidInTheLanguageAndInDetail()
    {
        const QString detail = QStringLiteral("There is no model of that name.");
        QCOMPARE(failureText(ldm::ErrorCode::File, detail), detail);
        m_language->use(QStringLiteral("zh_CN"));
        const QString whole = failureText(ldm::ErrorCode::File, detail);
        QVERIFY(whole.startsWith(QStringLiteral("文件")) && whole.endsWith(detail));
    }

    void sentencesAreJoinedAsEachLanguageDoes()
    {
        QCOMPARE(joinedSentences({"One.", {}, "Two."}), QStringLiteral("One. Two."));
        QCOMPARE(joinedSentences({QStringLiteral("一。"), QStringLiteral("二。")}),
                 QStringLiteral("一。二。"));
        QCOMPARE(joinedSentences({{}, "One."}), QStringLiteral("One."));
    }

    void numbersFollow()
    {
        m_language->use(QStringLiteral("zh_CN"));
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        m_language->use(QStringLiteral("en"));
        QCOMPARE(QLocale().language(), QLocale::English);
    }
};

QTEST_MAIN(LanguageTest)
#include "language_test.moc"
