// SPDX-License-Identifier: MIT
#include "condition/wordpiece_tokenizer.h"

#include "ldm/error.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace ldm::condition {

namespace {

constexpr std::size_t kLongestWord = 100;  // characters; longer ones are unknown
constexpr std::array kSpecials{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

bool is_dropped(std::int32_t c)
{
    if (c == 0 || c == 0xfffd)
        return true;
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    const auto category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CS;
}

bool is_space(std::int32_t c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        return true;
    const auto category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool is_chinese(std::int32_t c)
{
    const auto in = [c](std::int32_t first, std::int32_t last) { return c >= first && c <= last; };
    return in(0x4E00, 0x9FFF) || in(0x3400, 0x4DBF) || in(0x20000, 0x2A6DF) ||
           in(0x2A700, 0x2B81F) || in(0x2B820, 0x2CEAF) || in(0xF900, 0xFAFF) ||
           in(0x2F800, 0x2FA1F);
}

bool is_punctuation(std::int32_t c)
{
    const auto in = [c](std::int32_t first, std::int32_t last) { return c >= first && c <= last; };
    if (in(33, 47) || in(58, 64) || in(91, 96) || in(123, 126))
        return true;
    const auto category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

// The canonical decomposition without its accents, in lower case.
std::vector<std::int32_t> folded(std::int32_t c)
{
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const auto count =
        utf8proc_decompose_char(c, parts.data(), parts.size(), UTF8PROC_DECOMPOSE, &boundary);
    std::vector<std::int32_t> letters;
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, parts.size()); ++i)
        if (utf8proc_category(parts[std::size_t(i)]) != UTF8PROC_CATEGORY_MN)
            letters.push_back(utf8proc_tolower(parts[std::size_t(i)]));
    return letters;
}

}  // namespace

WordpieceTokenizer::WordpieceTokenizer(const std::filesystem::path& vocabulary)
{
    std::ifstream in(vocabulary);
    if (!in)
        throw Error(ErrorCode::File, "The vocabulary " + vocabulary.string() + " cannot be read.",
                    vocabulary.string());
    std::string line;
    while (std::getline(in, line)) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        ids_.emplace(line, std::int64_t(ids_.size()));
    }
    pad_ = id_of("[PAD]");
    unk_ = id_of("[UNK]");
    cls_ = id_of("[CLS]");
    sep_ = id_of("[SEP]");
    if (pad_ < 0 || unk_ < 0 || cls_ < 0 || sep_ < 0)
        throw Error(ErrorCode::BadArgument,
                    vocabulary.string() +
                        " is not a BERT vocabulary: it lacks [PAD], [UNK], [CLS] or [SEP].",
                    vocabulary.string());
}

std::int64_t WordpieceTokenizer::id_of(const std::string& piece) const
{
    const auto it = ids_.find(piece);
    return it == ids_.end() ? -1 : it->second;
}

Tokens WordpieceTokenizer::encode(std::string_view prompt, std::size_t max_length) const
{
    std::vector<TokenPiece> pieces;
    for (std::size_t at = 0; at < prompt.size();) {
        // Special tokens stand for themselves, exactly as they are written.
        std::size_t next = prompt.size(), length = 0;
        std::int64_t id = -1;
        for (const std::string_view special : kSpecials) {
            const auto found = prompt.find(special, at);
            if (found < next && ids_.count(std::string(special))) {
                next = found;
                length = special.size();
                id = id_of(std::string(special));
            }
        }
        add_text(prompt.substr(at, next - at), at, pieces);
        if (id >= 0)
            pieces.push_back({id, next + length});
        at = next + length;
    }
    return frame_tokens(pieces, prompt.size(), {cls_, sep_, pad_}, max_length);
}

void WordpieceTokenizer::add_text(std::string_view text, std::size_t begin,
                                  std::vector<TokenPiece>& pieces) const
{
    Word word;
    const auto finish = [&] {
        if (!word.empty())
            add_word(word, pieces);
        word.clear();
    };
    for (const auto& [code, end] : to_characters(text, begin)) {
        if (is_dropped(code))
            continue;
        if (is_space(code)) {
            finish();
            continue;
        }
        for (const auto letter : folded(code)) {
            const bool alone = is_chinese(code) || is_punctuation(letter);
            if (alone)
                finish();
            word.push_back({letter, end});
            if (alone)
                finish();
        }
    }
    finish();
}

void WordpieceTokenizer::add_word(const Word& word, std::vector<TokenPiece>& pieces) const
{
    const auto unknown = [&](std::size_t from) {
        pieces.resize(from);
        pieces.push_back({unk_, word.back().end});
    };
    const std::size_t first = pieces.size();
    if (word.size() > kLongestWord)
        return unknown(first);
    for (std::size_t begin = 0; begin < word.size();) {
        // The longest piece of the vocabulary that begins here.
        std::vector<std::string> prefixes;
        std::string text = begin > 0 ? "##" : "";
        for (std::size_t i = begin; i < word.size(); ++i)
            prefixes.push_back(text += to_utf8(word[i].code));
        std::int64_t id = -1;
        while (!prefixes.empty() && (id = id_of(prefixes.back())) < 0)
            prefixes.pop_back();
        if (prefixes.empty())
            return unknown(first);
        begin += prefixes.size();
        pieces.push_back({id, word[begin - 1].end});
    }
}

}  // namespace ldm::condition
