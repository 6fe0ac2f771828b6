// SPDX-License-Identifier: MIT
#include "condition/clip_clean_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>

namespace ldm::condition {

namespace {

using Text = std::vector<Character>;

struct Entity {
    std::string_view name;
    std::int32_t code;
};

// The references that captions of the web hold; rarer names stay as they are written.
constexpr std::array kEntities{
    Entity{"amp", '&'},       Entity{"lt", '<'},       Entity{"gt", '>'},
    Entity{"quot", '"'},      Entity{"apos", '\''},    Entity{"nbsp", 0xA0},
    Entity{"copy", 0xA9},     Entity{"reg", 0xAE},     Entity{"deg", 0xB0},
    Entity{"eacute", 0xE9},   Entity{"egrave", 0xE8},  Entity{"agrave", 0xE0},
    Entity{"auml", 0xE4},     Entity{"ouml", 0xF6},    Entity{"uuml", 0xFC},
    Entity{"ccedil", 0xE7},   Entity{"ntilde", 0xF1},  Entity{"times", 0xD7},
    Entity{"ndash", 0x2013},  Entity{"mdash", 0x2014}, Entity{"lsquo", 0x2018},
    Entity{"rsquo", 0x2019},  Entity{"ldquo", 0x201C}, Entity{"rdquo", 0x201D},
    Entity{"hellip", 0x2026}, Entity{"trade", 0x2122}, Entity{"euro", 0x20AC},
    Entity{"pound", 0xA3},    Entity{"middot", 0xB7},  Entity{"bull", 0x2022},
    Entity{"laquo", 0xAB},    Entity{"raquo", 0xBB},   Entity{"szlig", 0xDF}};

// What a reference such as "#233", "#xE9" or "eacute" stands for; -1 if it is none.
std::int32_t entity_code(const std::string& name)
{
    if (name.size() > 1 && name[0] == '#') {
        const bool hexadecimal = name[1] == 'x' || name[1] == 'X';
        const char* digits = name.c_str() + (hexadecimal ? 2 : 1);
        char* rest = nullptr;
        const long code = std::strtol(digits, &rest, hexadecimal ? 16 : 10);
        const bool all = rest != digits && *rest == 0;
        return all && utf8proc_codepoint_valid(utf8proc_int32_t(std::min(code, 0x110000L))) &&
                       code > 0
                   ? std::int32_t(code)
                   : -1;
    }
    for (const auto& entity : kEntities)
        if (name == entity.name)
            return entity.code;
    return -1;
}

Text resolve_entities(const Text& text)
{
    constexpr std::size_t kLongestName = 10;
    Text out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string name;
        std::size_t j = i + 1;
        while (text[i].code == '&' && j < text.size() && name.size() < kLongestName &&
               text[j].code < 128 && (std::isalnum(int(text[j].code)) || text[j].code == '#'))
            name += char(text[j++].code);
        const auto code =
            !name.empty() && j < text.size() && text[j].code == ';' ? entity_code(name) : -1;
        if (code >= 0) {
            out.push_back({code, text[j].end});
            i = j;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

bool in(std::int32_t code, std::int32_t first, std::int32_t last)
{
    return code >= first && code <= last;
}

// The plain form of typographic variants; the character itself otherwise.
std::u32string plain_form(std::int32_t c)
{
    static constexpr std::array kLigatures{U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
    if (c == 0x2BC || in(c, 0x2018, 0x201B))
        return U"'";
    if (in(c, 0x201C, 0x201F))
        return U"\"";
    if (in(c, 0xFB00, 0xFB06))
        return kLigatures[std::size_t(c - 0xFB00)];
    if (in(c, 0xFF01, 0xFF5E))
        return std::u32string(1, char32_t(c - 0xFF01 + '!'));
    return std::u32string(1, char32_t(c));
}

// Appends the characters from `begin` on, composed.
void compose(const Text& text, std::size_t begin, std::size_t end, Text& out)
{
    if (end - begin == 1) {
        out.push_back(text[begin]);
        return;
    }
    std::string utf8;
    for (auto i = begin; i < end; ++i)
        utf8 += to_utf8(text[i].code);
    utf8proc_uint8_t* composed = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()),
                                   utf8proc_ssize_t(utf8.size()), &composed,
                                   utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size >= 0)
        for (const auto& c : to_characters({reinterpret_cast<char*>(composed), std::size_t(size)}))
            out.push_back({c.code, text[end - 1].end});
    std::free(composed);
}

bool joins_the_one_before(std::int32_t code)
{
    const bool jamo = in(code, 0x1160, 0x11FF);  // vowels and finals of Hangul syllables
    return jamo || utf8proc_get_property(code)->combining_class != 0;
}

Text composed(const Text& text)
{
    Text out;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && joins_the_one_before(text[end].code))
            ++end;
        compose(text, begin, end, out);
        begin = end;
    }
    return out;
}

}  // namespace

bool is_white_space(std::int32_t code)
{
    if (in(code, 9, 13) || in(code, 0x1C, 0x1F) || code == 0x85)
        return true;
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

std::vector<Character> clip_clean_text(std::string_view prompt)
{
    Text plain;
    for (const auto& c : resolve_entities(resolve_entities(to_characters(prompt)))) {
        const bool control = utf8proc_category(c.code) == UTF8PROC_CATEGORY_CC;
        if (control && !is_white_space(c.code))
            continue;
        for (const auto code : plain_form(c.code))
            plain.push_back({std::int32_t(code), c.end});
    }
    Text out;
    for (const auto& c : composed(plain)) {
        const bool space = is_white_space(c.code);
        if (space && (out.empty() || out.back().code == ' '))
            continue;
        out.push_back({space ? ' ' : utf8proc_tolower(c.code), c.end});
    }
    while (!out.empty() && out.back().code == ' ')
        out.pop_back();
    return out;
}

}  // namespace ldm::condition
