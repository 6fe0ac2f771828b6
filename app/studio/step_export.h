// SPDX-License-Identifier: MIT
#pragma once

#include "explore/step_film.h"
#include "panel/message_bar.h"

#include <QObject>

namespace sfumato {

/// Brings the steps of a run out of the window: as pictures, or as a film. Asks where and says what
/// came of it.
class StepExport : public QObject {
    Q_OBJECT

public:
    StepExport(MessageBar& messages, QWidget* window);

    void askForPictures(const StepFilm& film);
    void askForFilm(const StepFilm& film);

    /// One PNG a step into a folder.
    void writePictures(const StepFilm& film, const QString& folder);

    /// An animated WebP, on another thread.
    void writeFilm(const StepFilm& film, const QString& path);

private:
    bool hasSteps(const StepFilm& film);

    MessageBar& m_messages;
    QWidget* m_window;
};

}  // namespace sfumato
