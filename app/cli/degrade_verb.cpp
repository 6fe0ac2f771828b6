// SPDX-License-Identifier: MIT
#include "cli.h"

#include "ldm/degrade.h"

#include <cstdio>

namespace sfumato::cli {

void add_degrade_verb(CLI::App& app, Context& context)
{
    struct Options {
        std::string in, out, kind = "bsrgan_light";
        int factor = 4;
        std::uint64_t seed = 0;
    };
    const auto o = std::make_shared<Options>();
    auto* verb = app.add_subcommand(
        "degrade", "a picture becomes small and bad, as upscaling models are trained");
    verb->add_option("image", o->in, "picture")->required();
    verb->add_option("--out", o->out, "PNG to write")->required();
    verb->add_option("--kind", o->kind, "how")
        ->capture_default_str()
        ->check(CLI::IsMember(ldm::degrade_kind_names()));
    verb->add_option("--factor", o->factor, "how many times smaller")->capture_default_str();
    verb->add_option("--seed", o->seed, "the same seed gives the same picture");
    verb->callback([o, &context] {
        context.action = [o, &context] {
            const auto image = ldm::degrade_image(
                ldm::load_image(o->in), {ldm::degrade_kind_from_name(o->kind), o->factor, o->seed});
            ldm::save_image(image, o->out);
            if (context.json)
                std::printf("{\"file\": \"%s\", \"width\": %d, \"height\": %d}\n", o->out.c_str(),
                            image.width, image.height);
            else
                std::printf("%s  (%d×%d)\n", o->out.c_str(), image.width, image.height);
            return 0;
        };
    });
}

}  // namespace sfumato::cli
