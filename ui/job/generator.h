// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/engine.h>
#include <ldm/error.h>

#include <memory>
#include <vector>

namespace sfumato {

/// What makes pictures. The engine in the program, a stand-in in tests. Every call is made on the
/// generation thread.
class Generator {
public:
    virtual ~Generator() = default;

    virtual std::vector<ldm::ModelInfo> models() = 0;
    virtual std::vector<ldm::DeviceInfo> devices() = 0;
    virtual void load(const std::string& model, ldm::DType dtype) = 0;

    /// @throws ldm::Error, ldm::Cancelled
    virtual ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) = 0;

    virtual double forecast(const ldm::Recipe& recipe) = 0;

    /// As the engine's functions of these names.
    virtual ldm::Picture sketch(const ldm::Recipe& recipe, int steps, ldm::Observer& observer) = 0;
    virtual ldm::Image roundTrip(const std::string& model, const ldm::Image& image,
                                 ldm::Observer& observer) = 0;
    virtual ldm::Attention attention(const ldm::Recipe& recipe, ldm::Observer& observer) = 0;
    virtual std::uintmax_t modelBytes() = 0;
    virtual void unload() = 0;
};

/// The engine, made when it is first needed so that the window opens at once.
class EngineGenerator final : public Generator {
public:
    explicit EngineGenerator(ldm::EngineOptions options) : m_options(std::move(options)) {}

    std::vector<ldm::ModelInfo> models() override { return engine().models(); }
    std::vector<ldm::DeviceInfo> devices() override { return engine().devices(); }
    void load(const std::string& model, ldm::DType dtype) override { engine().load(model, dtype); }
    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        return engine().run(recipe, observer);
    }
    double forecast(const ldm::Recipe& recipe) override { return engine().forecast(recipe); }
    ldm::Picture sketch(const ldm::Recipe& recipe, int steps, ldm::Observer& observer) override
    {
        return engine().sketch(recipe, steps, observer);
    }
    ldm::Image roundTrip(const std::string& model, const ldm::Image& image,
                         ldm::Observer& observer) override
    {
        return engine().round_trip(model, image, observer);
    }
    ldm::Attention attention(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        return engine().attention(recipe, observer);
    }
    std::uintmax_t modelBytes() override { return m_engine ? m_engine->model_bytes() : 0; }
    void unload() override
    {
        if (m_engine)
            m_engine->unload();
    }

private:
    ldm::Engine& engine()
    {
        if (!m_engine)
            m_engine = make();
        return *m_engine;
    }

    // A device of the settings that is not there any more must not leave the window without one.
    std::unique_ptr<ldm::Engine> make() const
    {
        try {
            return std::make_unique<ldm::Engine>(m_options);
        } catch (const ldm::Error&) {
            auto options = m_options;
            options.device = "auto";
            return std::make_unique<ldm::Engine>(options);
        }
    }

    ldm::EngineOptions m_options;
    std::unique_ptr<ldm::Engine> m_engine;
};

}  // namespace sfumato
