// SPDX-License-Identifier: MIT
#include "io/xmp_packet.h"

namespace ldm {

namespace {

constexpr std::string_view kOpen =
    "<rdf:Description rdf:about=\"\" xmlns:sfumato=\"urn:sfumato:xmp:1.0:\">"
    "<sfumato:recipe>";
constexpr std::string_view kClose = "</sfumato:recipe></rdf:Description>";
constexpr std::string_view kBegin = "<sfumato:recipe>", kEnd = "</sfumato:recipe>";
constexpr std::string_view kRdfEnd = "</rdf:RDF>";
constexpr std::string_view kNote =
    "<rdf:Description rdf:about=\"\" xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" "
    "xmpNote:HasExtendedXMP=\"";
constexpr std::string_view kExtension = "xmpNote:HasExtendedXMP=\"";

std::string blank()
{
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

/// Takes out what lies between two marks, the marks included, wherever it is.
void cut(std::string& text, std::string_view from, std::string_view to)
{
    for (auto begin = text.find(from); begin != text.npos; begin = text.find(from, begin)) {
        const auto end = text.find(to, begin + from.size());
        if (end == text.npos)
            return;
        text.erase(begin, end + to.size() - begin);
    }
}

/// Sets the number behind a mark to 1.
void reset_number(std::string& text, std::string_view mark)
{
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) {
        at += mark.size();
        if (at < text.size() && text[at] >= '2' && text[at] <= '8')
            text[at] = '1';
    }
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool found = text[i] != '&';
        if (found)
            out += text[i];
        for (const auto& [name, c] : {std::pair<std::string_view, char>{"&lt;", '<'},
                                      {"&gt;", '>'},
                                      {"&quot;", '"'},
                                      {"&apos;", '\''},
                                      {"&amp;", '&'}})
            if (!found && text.substr(i).starts_with(name)) {
                out += c;
                i += name.size() - 1;
                found = true;
            }
        if (!found)
            out += text[i];
    }
    return out;
}

std::string with_description(std::string packet, const std::string& description)
{
    const auto end = packet.rfind(kRdfEnd);
    packet.insert(end, description);
    return packet;
}

}  // namespace

std::string make_xmp(std::string_view photo, std::string_view recipe)
{
    std::string packet(photo.size() <= kMaxXmp ? photo : std::string_view());
    cut(packet, kOpen, kClose);
    cut(packet, kBegin, kEnd);
    cut(packet, kExtension, "\"");
    reset_number(packet, "tiff:Orientation=\"");
    reset_number(packet, "<tiff:Orientation>");
    const bool sound = packet.find(kRdfEnd) != packet.npos;
    if (recipe.empty())
        return sound ? packet : std::string();
    return with_description(sound ? packet : blank(),
                            std::string(kOpen) + escaped(recipe) + std::string(kClose));
}

std::optional<std::string> recipe_in_xmp(std::string_view packet)
{
    const auto begin = packet.find(kBegin);
    if (begin == packet.npos)
        return std::nullopt;
    const auto end = packet.find(kEnd, begin);
    if (end == packet.npos)
        return std::nullopt;
    return unescaped(packet.substr(begin + kBegin.size(), end - begin - kBegin.size()));
}

std::string with_extension(const std::string& packet, const std::string& guid)
{
    return with_description(packet.empty() ? blank() : packet, std::string(kNote) + guid + "\"/>");
}

std::string extension_of_xmp(std::string_view packet)
{
    constexpr std::size_t kLength = 32;
    const auto at = packet.find(kExtension);
    return at == packet.npos ? std::string()
                             : std::string(packet.substr(at + kExtension.size(), kLength));
}

}  // namespace ldm
