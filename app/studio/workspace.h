// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/canvas_view.h"
#include "document/document.h"
#include "job/speed_table.h"
#include "mode/creative_mode.h"
#include "panel/picture_panel.h"
#include "tool/tool.h"
#include "tool/tool_context.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace sfumato {

/// One creative mode in the window and what is its own: document, tools, panels, settings.
class Workspace final : public QObject, private ModeContext {
    Q_OBJECT

public:
    /// @param plugin  makes the mode; null = a mode that makes nothing
    Workspace(const QString& id, CreativeModePlugin* plugin);
    ~Workspace() override;

    QString id() const { return m_id; }
    CreativeMode& mode() { return *m_mode; }
    const CreativeMode& mode() const { return *m_mode; }
    Document& document() { return m_document; }
    ToolContext& tools() { return m_tools; }
    PicturePanel* picturePanel() const { return m_picture; }
    QWidget* panel() const { return m_panel; }
    const std::vector<std::unique_ptr<Tool>>& toolList() const { return m_toolList; }

    /// The tool in use; null if the mode has none.
    Tool* tool() const { return m_tool; }
    void setTool(Tool* tool) { m_tool = tool; }

    /// Which part of the document was looked at when it was last shown; none before.
    const std::optional<CanvasPlace>& view() const { return m_view; }
    void setView(const CanvasPlace& view) { m_view = view; }

    bool makes(ldm::TaskKind task) const;
    void setModels(const std::vector<ldm::ModelInfo>& models);
    const std::vector<ldm::LabelInfo>& labels() const;

    /// Labels are called as the language in use has it.
    void languageChanged();

    /// A photo to work on, as one undoable step.
    void usePhoto(const QImage& photo, const QString& text);

    /// The settings and words of a recipe; its inputs are left as they are.
    void restoreSettings(const ldm::Recipe& recipe);

    /// Inputs and settings of a recipe, as undoable steps.
    void restore(const ldm::Recipe& recipe);

    /// Where a recipe's noise lies; once the document has its size.
    void restoreNoise(const ldm::Recipe& recipe);

    /// What tells how long runs take. It must outlive the workspace.
    void useSpeeds(const SpeedTable& speeds);

    /// Reckons what the next run takes.
    void forecast();

Q_SIGNALS:
    void modelChanged();

private:
    ToolContext& toolContext() override { return m_tools; }
    LabelPalette palette() const override { return m_document.palette(); }
    const ldm::ModelInfo* model() const override { return m_picture->model(); }
    std::shared_ptr<const ldm::LabelMap> map() const override;
    std::shared_ptr<const ldm::Image> photo() const override;
    std::shared_ptr<const ldm::Image> hole() const override;
    const std::vector<ldm::LabelledBox>& boxes() const override { return m_document.boxes(); }
    bool hasHole() const override;
    void clearHole() override;
    void invertHole() override;
    void onModelChanged(QObject* receiver, std::function<void()> run) override;
    ldm::Recipe pictureSettings() const override;

    bool hasPhoto() const;
    void followModel();

    QString m_id;
    Document m_document;
    ToolContext m_tools;
    std::unique_ptr<CreativeMode> m_mode;
    std::vector<std::unique_ptr<Tool>> m_toolList;
    Tool* m_tool = nullptr;
    QPointer<PicturePanel> m_picture;  ///< owned by the window that shows it
    QPointer<QWidget> m_panel;
    const SpeedTable* m_speeds = nullptr;
    std::optional<CanvasPlace> m_view;
};

}  // namespace sfumato
