// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QObject>

class QMenu;

namespace sfumato {

class MainWindow;
class Workspace;
struct DocumentStart;

/// How documents come into the window and leave it other than by files: empty, from examples, from
/// and to the clipboard, onto paper.
class DocumentCommands final : public QObject {
    Q_OBJECT

public:
    explicit DocumentCommands(MainWindow& window);

    /// The folder with example maps to begin with.
    void setExamples(const QString& folder) { m_examples = folder; }

    // Their commands, for the window's menus.
    void addNew(QMenu* file);
    void addClose(QMenu* file);
    void addCopy(QMenu* edit);
    void addWalk(QMenu* window);

    /// Asks what a new document begins with.
    void ask();

    /// A new document, or one that has nothing in it yet, that begins with that.
    void start(const DocumentStart& start);

    /// A new document of what was copied: a picture, with its recipe if it has one, or files.
    void pasteDocument();

    void copyPicture(bool withRecipe);

private:
    const Workspace* photoMode() const;
    void startPhoto(const QImage& image, bool unsaved);

    MainWindow& m_window;
    QString m_examples;
};

}  // namespace sfumato
