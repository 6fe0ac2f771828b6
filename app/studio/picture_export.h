// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "panel/export_dialog.h"
#include "panel/message_bar.h"
#include "photo_origins.h"

#include <QObject>
#include <QPointer>

class QSettings;

namespace sfumato {

/// Brings pictures out of the window into files: asks where and how, gives them what the photo
/// carried, says what came of it.
class PictureExport : public QObject {
    Q_OBJECT

public:
    using PicturePtr = Document::PicturePtr;

    PictureExport(QSettings& settings, MessageBar& messages, QWidget* window);

    /// What the opened photos carried.
    const std::shared_ptr<PhotoOrigins>& origins() const { return m_origins; }

    /// Asks and writes on another thread. Failing, it offers another place.
    void ask(PicturePtr picture, Document& document);

    /// Writes at once, as it was chosen last. @return empty, or the sentence that says why not
    QString write(const ldm::Picture& picture, const Document& document, const QString& path);

    /// The name offered: folder, document, mode and seed; without ending.
    QString suggestion(const ldm::Recipe& recipe, const Document& document) const;

private:
    /// The photo that a picture was made of, as the document has it now; empty if there is none.
    static ldm::Image photoOf(const ldm::Picture& picture, const Document& document);
    PhotoOrigins::Origin originOf(const ldm::Picture& picture, const Document& document) const;
    void asked(PicturePtr picture, Document& document, const ExportChoice& choice);
    void written(const QString& problem, const ExportChoice& choice, PicturePtr picture,
                 QPointer<Document> document);

    QSettings& m_settings;
    MessageBar& m_messages;
    QWidget* m_window;
    std::shared_ptr<PhotoOrigins> m_origins = std::make_shared<PhotoOrigins>();
};

}  // namespace sfumato
