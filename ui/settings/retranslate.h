// SPDX-License-Identifier: MIT
#pragma once

class QObject;

namespace sfumato {

class SourceTexts;

/// Says every text of an object and of all that it owns again, in the language in use: texts,
/// tooltips, accessible names, entries of lists and boxes, headers, tabs. What the artist wrote
/// (lines, text fields, names of files) did not come from `tr` and stays.
void retranslate(QObject& root, const SourceTexts& texts);

}  // namespace sfumato
