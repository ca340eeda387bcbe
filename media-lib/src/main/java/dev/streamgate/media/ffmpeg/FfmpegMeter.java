/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.TagKey;

/** Meters of the selected ffmpeg. */
enum FfmpegMeter implements DocumentedMeter {

    /** The ffmpeg in use. */
    INFO(MeterSpec.gauge("streamgate.ffmpeg.info",
            "1; the tags are the ffmpeg that the service uses; origin: configured, path, delivered; sandbox: files, network, none.",
            Tag.ORIGIN, Tag.RELEASE, Tag.SANDBOX)),

    /** What it lacks. */
    MISSING(MeterSpec.gauge("streamgate.ffmpeg.missing",
            "1 for each feature that this ffmpeg lacks, for instance the decoder or encoder of a codec; uploads that need the decoder fail.",
            Tag.FEATURE));

    private final MeterSpec spec;

    FfmpegMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** Tags. */
    enum Tag implements TagKey {

        /** Where it was found. */
        ORIGIN,

        /** Its release, for instance 8.0.1. */
        RELEASE,

        /** From what it is separated. */
        SANDBOX,

        /** Name of a feature. */
        FEATURE

    }

}
