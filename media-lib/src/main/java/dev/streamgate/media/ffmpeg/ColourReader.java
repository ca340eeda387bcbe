/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.ffmpeg.Probe.Colour;

/** Reads the colour of a video stream from ffprobe's JSON. */
final class ColourReader {

    /** Dolby Vision profile whose base layer is not YCbCr. */
    private static final int DOLBY_VISION_IPT = 5;

    private ColourReader() {
    }

    static Colour read(JsonNode stream, String pixelFormat) {
        String range = stream.path("color_range").asString("");
        boolean fullRange = range.equals("pc") || (range.isEmpty() && pixelFormat.startsWith("yuvj"));
        int peak = peak(stream);
        String matrix = isRgb(pixelFormat) ? "gbr" : known(stream, "color_space");
        String primaries = known(stream, "color_primaries");
        String transfer = known(stream, "color_transfer");
        JsonNode dolbyVision = sideData(stream, "DOVI configuration record");
        if (dolbyVision != null && dolbyVision.path("dv_profile").asInt(0) == DOLBY_VISION_IPT) {
            // Its bitstream need not say so; full range is the default of the profile.
            return new Colour("ipt-c2", "bt2020", "smpte2084", fullRange || range.isEmpty(), peak);
        }
        if (transfer.isEmpty() && dolbyVision != null) {
            transfer = switch (dolbyVision.path("dv_bl_signal_compatibility_id").asInt(0)) {
                case 1, 6 -> "smpte2084";
                case 4 -> "arib-std-b67";
                default -> "";
            };
        }
        if (transfer.isEmpty() && sideData(stream, "Mastering display metadata") != null) {
            transfer = "smpte2084";
        }
        return new Colour(matrix, primaries, transfer, fullRange, peak);
    }

    private static boolean isRgb(String pixelFormat) {
        return List.of("gbr", "rgb", "bgr", "argb", "abgr", "0rgb", "0bgr", "pal8", "x2rgb", "x2bgr")
            .stream()
            .anyMatch(pixelFormat::startsWith);
    }

    private static String known(JsonNode stream, String field) {
        String value = stream.path(field).asString("");
        return (value.equals("unknown") || value.equals("reserved") || value.equals("unspecified")) ? "" : value;
    }

    /** MaxCLL, else the peak of the mastering display; writers leave them out or at 0. */
    private static int peak(JsonNode stream) {
        JsonNode light = sideData(stream, "Content light level metadata");
        int maximum = (light != null) ? light.path("max_content").asInt(0) : 0;
        JsonNode mastering = sideData(stream, "Mastering display metadata");
        if (maximum > 0 || mastering == null) {
            return Math.max(0, maximum);
        }
        Probe.Ratio luminance = ProbeReader.ratio(mastering, "max_luminance", "/");
        return (int) Math.round(luminance.value());
    }

    private static @Nullable JsonNode sideData(JsonNode stream, String type) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (data.path("side_data_type").asString("").equals(type)) {
                return data;
            }
        }
        return null;
    }

}
