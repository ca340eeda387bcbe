/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.colour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Colour;

/**
 * Filters that convert a video's colour. High dynamic range and wide gamuts become
 * BT.709; other video keeps its colour, except that RGB and rare matrices become BT.709
 * and all codes fit the limited range. Thread-safe.
 */
@Component
public class ColourFilters {

    private static final String SCALE_FLAGS = "flags=bicubic+accurate_rnd+full_chroma_int";

    private static final String BT709_TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

    private static final Set<String> WIDE_PRIMARIES = Set.of("bt2020", "smpte431", "smpte432");

    /** Matrices that players know; others are converted. */
    private static final Set<String> COMMON_MATRICES = Set.of("", "bt709", "smpte170m", "bt470bg");

    private final ColourCubes cubes;

    public ColourFilters(ColourCubes cubes) {
        this.cubes = cubes;
    }

    /**
     * Whether a video's colour must be converted, so that its samples cannot be copied.
     */
    public static boolean needsConversion(Colour colour) {
        return ToneMap.isHighDynamicRange(colour.transfer()) || WIDE_PRIMARIES.contains(colour.primaries())
                || colour.matrix().startsWith("bt2020") || colour.matrix().equals("ipt-c2");
    }

    /**
     * Whether frames may change their pixel format before they are scaled, without an
     * effect on their range or matrix.
     */
    public static boolean isPlain(Colour colour) {
        return !needsConversion(colour) && !colour.fullRange() && COMMON_MATRICES.contains(colour.matrix());
    }

    /**
     * Scales frames once for all renditions and converts their colour; without a
     * conversion, empty.
     * @param colour the video's colour; {@code null} if it is not known
     * @param width pixels of the largest rendition
     * @param height pixels of the largest rendition
     */
    public List<String> convert(@Nullable Colour colour, int width, int height) throws IOException {
        List<String> filters = new ArrayList<>();
        if (colour != null && needsConversion(colour)) {
            filters.addAll(toRgb(colour, width, height));
            filters.add("lut3d=file=" + escape(this.cubes.of(colour)) + ":interp=tetrahedral");
            filters.add("scale=out_color_matrix=bt709:out_range=tv:" + SCALE_FLAGS);
            filters.add("format=yuv420p");
            filters.add(BT709_TAGS);
        }
        return filters;
    }

    /** Scales frames of which {@link #convert} has converted the colour. */
    public List<String> scale(@Nullable Colour colour, int width, int height) {
        List<String> filters = new ArrayList<>();
        String scale = "scale=" + width + ":" + height + ":flags=bicubic";
        if (colour == null || needsConversion(colour)) {
            filters.add(scale);
            filters.add("format=yuv420p");
        }
        else {
            boolean common = COMMON_MATRICES.contains(colour.matrix());
            filters.add(scale + ":out_range=tv" + (common ? "" : ":out_color_matrix=bt709"));
            filters.add("format=yuv420p");
            if (!common) {
                filters.add(BT709_TAGS);
            }
        }
        filters.add("setsar=1");
        return filters;
    }

    /**
     * Scales and converts frames for JPEG, which has full range and the matrix of BT.601.
     */
    public List<String> picture(@Nullable Colour colour, int width, int height) throws IOException {
        List<String> filters = new ArrayList<>(convert(colour, width, height));
        filters.addAll(scale(colour, width, height));
        filters.add("scale=out_color_matrix=bt601:out_range=pc");
        filters.add("format=yuvj420p");
        return filters;
    }

    private static List<String> toRgb(Colour colour, int width, int height) {
        String scale = "scale=" + width + ":" + height + ":" + SCALE_FLAGS;
        if (colour.matrix().equals("ipt-c2")) {
            // The planes I, P and T become G, B and R with the same codes.
            return List.of(scale, "format=yuv444p10le", "mergeplanes=0x000102:gbrp10le");
        }
        if (colour.matrix().equals("gbr")) {
            return List.of(scale, "format=gbrp10le");
        }
        String matrix = COMMON_MATRICES.contains(colour.matrix()) && !colour.matrix().isEmpty() ? colour.matrix()
                : "bt2020";
        return List.of(scale + ":in_color_matrix=" + matrix + ":in_range=" + (colour.fullRange() ? "pc" : "tv")
                + ":out_range=pc", "format=gbrp10le");
    }

    /** Escapes a path for the value of an option within a filter graph. */
    private static String escape(Path path) {
        return path.toString().replaceAll("([\\\\':])", "\\\\$1").replaceAll("([\\\\'\\[\\],;])", "\\\\$1");
    }

}
