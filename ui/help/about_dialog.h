// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

namespace sfumato {

/// What the program is, whose work is in it and under which licences; a report for whoever helps.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    /// @param machine  a line about the devices that pictures are computed on
    explicit AboutDialog(const QString& machine, QWidget* parent = nullptr);

    /// Versions and the machine, without anything that says who or where: to be pasted.
    QString report() const;

private:
    QString credits() const;

    QString m_machine;
};

}  // namespace sfumato
