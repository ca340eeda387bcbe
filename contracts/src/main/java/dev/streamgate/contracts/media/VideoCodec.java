/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The codec of a video rendition; the first one plays everywhere. */
public enum VideoCodec {

    /** H.264, which every player decodes. */
    @JsonProperty("h264")
    H264("avc1"),

    /** HEVC (H.265). */
    @JsonProperty("hevc")
    HEVC("hvc1"),

    /** AV1. */
    @JsonProperty("av1")
    AV1("av01");

    private final String sampleEntry;

    VideoCodec(String sampleEntry) {
        this.sampleEntry = sampleEntry;
    }

    /**
     * The codec that an RFC 6381 string names; H.264 for a string of another codec, since
     * renditions have these three alone.
     * @param codecs for instance {@code hvc1.1.6.L93.90}
     */
    public static VideoCodec of(String codecs) {
        for (VideoCodec codec : values()) {
            if (codecs.startsWith(codec.sampleEntry)) {
                return codec;
            }
        }
        return H264;
    }

    /** The type of its MP4 sample entry, with which its RFC 6381 strings begin. */
    public String sampleEntry() {
        return this.sampleEntry;
    }

    /** Its name in profiles and settings: {@code h264}, {@code hevc} or {@code av1}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

}
