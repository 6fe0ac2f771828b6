// SPDX-License-Identifier: MIT
#include "condition/clip_tokenizer.h"

#include "condition/clip_clean_text.h"
#include "ldm/error.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace ldm::condition {

namespace {

constexpr std::int64_t kBytes = 256;
constexpr std::int64_t kFirstMerge = 2 * kBytes;  // bytes, bytes that end a word, merges
constexpr std::size_t kMerges = 48894;
constexpr std::ptrdiff_t kLongestWord = 1000;  // characters; a longer run is cut into several
constexpr std::array<std::string_view, 7> kContractions{"'s", "'t",  "'re", "'ve",
                                                        "'m", "'ll", "'d"};
constexpr std::string_view kStartText = "<|startoftext|>", kEndText = "<|endoftext|>";

bool is_printable(int byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

// The table writes each byte as a visible character: printable ones as themselves, the others as
// 256, 257, … in order. Ids of single bytes count the printable ones first.
struct ByteSymbols {
    ByteSymbols()
    {
        std::int64_t next = 0;
        for (const bool printable : {true, false})
            for (int byte = 0, other = 256; byte < 256; ++byte) {
                const int character = is_printable(byte) ? byte : other++;
                if (is_printable(byte) != printable)
                    continue;
                id[std::size_t(byte)] = next++;
                written[std::size_t(byte)] = to_utf8(character);
            }
    }

    std::array<std::int64_t, 256> id{};
    std::array<std::string, 256> written;
};

const ByteSymbols& byte_symbols()
{
    static const ByteSymbols symbols;
    return symbols;
}

bool is_letter(std::int32_t c)
{
    const auto category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_number(std::int32_t c)
{
    const auto category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool is_symbol(std::int32_t c)
{
    return !is_white_space(c) && !is_letter(c) && !is_number(c);
}

bool starts_with(const Character* begin, const Character* end, std::string_view word)
{
    return std::size_t(end - begin) >= word.size() &&
           std::equal(word.begin(), word.end(), begin,
                      [](char a, const Character& b) { return a == b.code; });
}

// Where the word that begins at `begin` ends.
const Character* word_end(const Character* begin, const Character* end)
{
    end = begin + std::min(end - begin, kLongestWord);
    for (const auto contraction : kContractions)
        if (starts_with(begin, end, contraction))
            return begin + contraction.size();
    const auto run = [&](auto belongs) {
        return std::find_if_not(begin, end, [&](const Character& c) { return belongs(c.code); });
    };
    if (is_letter(begin->code))
        return run(is_letter);
    return is_number(begin->code) ? begin + 1 : run(is_symbol);
}

}  // namespace

ClipTokenizer::Pair ClipTokenizer::pair_of(std::int64_t left, std::int64_t right)
{
    return Pair(left) << 32 | Pair(right);
}

ClipTokenizer::ClipTokenizer(const std::filesystem::path& merges)
{
    std::ifstream in(merges);
    if (!in)
        throw Error(ErrorCode::File, "The vocabulary " + merges.string() + " cannot be read.",
                    merges.string());
    std::unordered_map<std::string, std::int64_t> ids;
    const auto& bytes = byte_symbols();
    for (std::size_t byte = 0; byte < 256; ++byte) {
        ids[bytes.written[byte]] = bytes.id[byte];
        ids[bytes.written[byte] + "</w>"] = kBytes + bytes.id[byte];
    }
    std::string left, right;
    while (merged_.size() < kMerges && in >> left >> right) {
        const auto a = ids.find(left), b = ids.find(right);
        if (a == ids.end() || b == ids.end())
            break;
        const auto id = kFirstMerge + std::int64_t(merged_.size());
        merged_.emplace(pair_of(a->second, b->second), id);
        ids[left + right] = id;
    }
    if (merged_.size() != kMerges)
        throw Error(ErrorCode::BadArgument,
                    merges.string() + " is not CLIP's table of merges: rule " +
                        std::to_string(merged_.size() + 1) + " of " + std::to_string(kMerges) +
                        " is missing or joins unknown symbols.",
                    merges.string());
}

void ClipTokenizer::add_word(const Character* begin, const Character* end,
                             std::vector<TokenPiece>& pieces) const
{
    std::vector<TokenPiece> symbols;
    for (const auto* c = begin; c != end; ++c)
        for (const char byte : to_utf8(c->code))
            symbols.push_back({byte_symbols().id[std::uint8_t(byte)], c->end});
    symbols.back().id += kBytes;
    // The pair that was merged first in training is merged first; lower ids are earlier merges.
    for (;;) {
        std::int64_t best = -1;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const auto it = merged_.find(pair_of(symbols[i].id, symbols[i + 1].id));
            if (it != merged_.end() && (best < 0 || it->second < best))
                best = it->second;
        }
        if (best < 0)
            break;
        std::vector<TokenPiece> joined;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const bool pair = i + 1 < symbols.size();
            const auto it =
                pair ? merged_.find(pair_of(symbols[i].id, symbols[i + 1].id)) : merged_.end();
            if (it != merged_.end() && it->second == best)
                joined.push_back({best, symbols[++i].end});
            else
                joined.push_back(symbols[i]);
        }
        symbols = std::move(joined);
    }
    pieces.insert(pieces.end(), symbols.begin(), symbols.end());
}

Tokens ClipTokenizer::encode(std::string_view prompt, std::size_t max_length) const
{
    const auto text = clip_clean_text(prompt);
    const auto* end = text.data() + text.size();
    std::vector<TokenPiece> pieces;
    for (const auto* at = text.data(); at != end;) {
        const bool start_text = starts_with(at, end, kStartText);
        if (start_text || starts_with(at, end, kEndText)) {
            at += start_text ? kStartText.size() : kEndText.size();
            pieces.push_back({start_text ? kStart : kEnd, at[-1].end});
        } else if (at->code == ' ') {
            ++at;
        } else {
            const auto* next = word_end(at, end);
            add_word(at, next, pieces);
            at = next;
        }
    }
    return frame_tokens(pieces, prompt.size(), {kStart, kEnd, kEnd}, max_length);
}

}  // namespace ldm::condition
