// SPDX-License-Identifier: MIT
#include "settings/preferences.h"
#include "settings/preferences_dialog.h"
#include "settings/shortcut_editor.h"
#include "settings/shortcut_map.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>

using namespace sfumato;

class SettingsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_store;

    template <typename Widget>
    static Widget* named(QWidget& parent, const QString& name)
    {
        for (auto* widget : parent.findChildren<Widget*>())
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat);
        m_store->clear();
    }

    void aSettingHasItsDefaultUntilItIsSet()
    {
        QCOMPARE(kAutosaveSeconds.get(*m_store), 8);
        kAutosaveSeconds.set(*m_store, 30);
        QCOMPARE(kAutosaveSeconds.get(*m_store), 30);
        kAutosaveSeconds.reset(*m_store);
        QCOMPARE(kAutosaveSeconds.get(*m_store), 8);
        QCOMPARE(kDevice.get(*m_store), QString("auto"));
        QVERIFY(kModelFolders.get(*m_store).isEmpty());
        kModelFolders.set(*m_store, {"/a", "/b"});
        QCOMPARE(kModelFolders.get(*m_store), QStringList({"/a", "/b"}));
    }

    void settingsOutliveTheProgram()
    {
        kTheme.set(*m_store, 2);
        kPreviews.set(*m_store, false);
        m_store->sync();
        const QSettings again(m_folder.filePath("s.ini"), QSettings::IniFormat);
        QCOMPARE(kTheme.get(again), 2);
        QCOMPARE(kPreviews.get(again), false);
    }

    void controlsWriteAtOnceAndSayWhatChanged()
    {
        ShortcutMap map(*m_store);
        PreferencesDialog dialog(*m_store, map, {{"cpu", "A processor", 2, 0, false}});
        QSignalSpy changed(&dialog, &PreferencesDialog::changed);
        named<QComboBox>(dialog, "Theme")->setCurrentIndex(2);
        QCOMPARE(kTheme.get(*m_store), 2);
        named<QSpinBox>(dialog, "Keep unsaved work every")->setValue(20);
        QCOMPARE(kAutosaveSeconds.get(*m_store), 20);
        named<QCheckBox>(dialog, "The wheel scrolls")->setChecked(true);
        QCOMPARE(kWheelScrolls.get(*m_store), true);
        auto* device = named<QComboBox>(dialog, "Device");
        QCOMPARE(device->count(), 2);
        device->setCurrentIndex(1);
        QCOMPARE(kDevice.get(*m_store), QString("cpu"));
        QCOMPARE(changed.count(), 4);
        QCOMPARE(changed.last().first().toString(), QString("engine/device"));
    }

    void aDeviceThatIsNotThereNowStaysChosen()
    {
        kDevice.set(*m_store, "cuda:1");
        ShortcutMap map(*m_store);
        PreferencesDialog dialog(*m_store, map, {});
        QCOMPARE(named<QComboBox>(dialog, "Device")->currentData().toString(), QString("cuda:1"));
    }

    void resettingBringsTheDefaultsBack()
    {
        kTheme.set(*m_store, 2);
        kKritaKeys.set(*m_store, true);
        m_store->setValue("files/recent", QStringList{"a.png"});
        ShortcutMap map(*m_store);
        PreferencesDialog dialog(*m_store, map, {});
        QSignalSpy reset(&dialog, &PreferencesDialog::wasReset);
        QTimer::singleShot(0, this, [&dialog] {
            dialog.findChild<QMessageBox*>()->button(QMessageBox::Reset)->click();
        });
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text().startsWith("Reset"))
                button->click();
        QCOMPARE(reset.count(), 1);
        QCOMPARE(kTheme.get(*m_store), 0);
        QCOMPARE(kKritaKeys.get(*m_store), false);
        QCOMPARE(named<QComboBox>(dialog, "Theme")->currentIndex(), 0);
        QVERIFY(m_store->contains("files/recent"));
    }

    void chosenKeysOutliveTheProgramAndCanBeTakenBack()
    {
        {
            ShortcutMap map(*m_store);
            QAction save("&Save");
            save.setShortcut(QKeySequence("Ctrl+S"));
            save.setToolTip("Save it (Ctrl+S)");
            map.adopt("File/Save", &save);
            map.set("File/Save", QKeySequence("F9"));
            QCOMPARE(save.shortcut(), QKeySequence("F9"));
            QCOMPARE(save.toolTip(), QString("Save it (F9)"));
        }
        ShortcutMap map(*m_store);
        QAction save("&Save");
        save.setShortcut(QKeySequence("Ctrl+S"));
        map.adopt("File/Save", &save);
        QCOMPARE(save.shortcut(), QKeySequence("F9"));
        QCOMPARE(map.commands().first().text, QString("Save"));
        map.reset("File/Save");
        QCOMPARE(save.shortcut(), QKeySequence("Ctrl+S"));
        QVERIFY(m_store->allKeys().isEmpty());
    }

    void keysConflictOnlyWhereBothAreThere()
    {
        ShortcutMap map(*m_store);
        map.declare("tool/brush", "Brush", QKeySequence("B"), "semantic");
        map.declare("tool/box", "Box", QKeySequence("B"), "layout");
        QAction everywhere("Blend");
        map.adopt("Blend", &everywhere);
        QVERIFY(map.conflicts("tool/brush", QKeySequence("B")).isEmpty());
        map.set("Blend", QKeySequence("B"));
        QCOMPARE(map.conflicts("tool/brush", QKeySequence("B")).first().id, QString("Blend"));
        QCOMPARE(map.conflicts("Blend", QKeySequence("B")).size(), 2);
        QVERIFY(map.conflicts("Blend", {}).isEmpty());
    }

    void theEditorShowsConflictsAndAssigningTakesTheKeys()
    {
        ShortcutMap map(*m_store);
        QAction a("One"), b("Two");
        a.setShortcut(QKeySequence("Ctrl+1"));
        b.setShortcut(QKeySequence("Ctrl+2"));
        map.adopt("One", &a);
        map.adopt("Two", &b);
        ShortcutEditor editor(map);
        QVERIFY(editor.choose("Two"));
        editor.findChild<QKeySequenceEdit*>()->setKeySequence(QKeySequence("Ctrl+1"));
        bool said = false;
        for (const auto* label : editor.findChildren<QLabel*>())
            said = said || label->text().contains("One");
        QVERIFY(said);
        for (auto* button : editor.findChildren<QPushButton*>())
            if (button->text() == "Assign")
                button->click();
        QCOMPARE(b.shortcut(), QKeySequence("Ctrl+1"));
        QVERIFY(a.shortcut().isEmpty());
        QCOMPARE(editor.findChild<QTreeWidget*>()->topLevelItemCount(), 2);
    }
};

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
