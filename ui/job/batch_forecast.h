// SPDX-License-Identifier: MIT
#pragma once

#include "job/speed_table.h"

namespace sfumato {

/// How long photos take to be enlarged: by those that are done, else by the one under way, else by
/// earlier runs of the model.
class BatchForecast {
public:
    /// Earlier runs; may be null.
    void setSpeeds(const SpeedTable* speeds) { m_speeds = speeds; }

    /// Model, steps and scale from now on.
    void setSettings(const ldm::Recipe& settings);

    /// A photo is done. @param pixels  of the photo, not of its picture
    void learn(double seconds, double pixels);

    /// The photo under way will have taken so long.
    void foresee(double seconds, double pixels);

    /// For so many pixels of photos; 0 = unknown.
    double secondsOf(double pixels) const;

private:
    const SpeedTable* m_speeds = nullptr;
    ldm::Recipe m_settings;
    double m_seconds = 0.0, m_pixels = 0.0;  ///< of all that are done
    double m_foreseen = 0.0;                 ///< seconds a pixel of the one under way; 0 = unknown
};

}  // namespace sfumato
