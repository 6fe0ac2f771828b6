// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QSettings>

class QAction;
class QMenu;

namespace sfumato {

class Callouts;
class HelpWindow;
class Language;
class MainWindow;

/// The Help menu: the guide at the page of what is in use, examples, about; and the few words of
/// the first start.
class HelpControl : public QObject {
    Q_OBJECT

public:
    /// @param language  that the guide follows; null = English
    HelpControl(MainWindow& window, QSettings& settings, Language* language);

    /// @param folder  with a picture `MODE.png` for each mode, `lake.png` for maps
    void setExamples(const QString& folder) { m_examples = folder; }

    void build(QMenu* help);

    /// Opens the guide. @param page  empty = that of the mode in use
    HelpWindow* openGuide(const QString& page = {});

    /// Opens the example of a mode.
    void openExample(const QString& mode);

    /// Points at the parts that matter, once in a lifetime. @return null if that has been
    Callouts* introduce();

    void about();

private:
    void buildExamples(QMenu* menu);
    void nameExamples();

    MainWindow& m_window;
    QSettings& m_settings;
    Language* m_language;
    QString m_examples;
    QList<QAction*> m_exampleActions;  ///< in the order of the modes
    QPointer<HelpWindow> m_guide;
};

}  // namespace sfumato
