// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QMainWindow;

namespace sfumato {

/// Lets the Tab key reach the buttons of a window's tool bars, which Qt leaves out. Buttons that
/// come later, as with another mode's tools, are reached, too.
class KeyboardReach : public QObject {
    Q_OBJECT

public:
    /// @param window  with its tool bars
    explicit KeyboardReach(QMainWindow& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace sfumato
