/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The captions of a video in one language. Immutable.
 *
 * @param header {@code STYLE} and {@code REGION} blocks, each followed by an empty line;
 * empty without
 * @param cues the cues by start
 */
public record Captions(String header, List<Cue> cues) {

    public Captions {
        cues = cues.stream().sorted(Comparator.comparingLong(Cue::start).thenComparingLong(Cue::end)).toList();
    }

    /**
     * Parses a WebVTT file (W3C WebVTT, section 6.1); comments and cue identifiers are
     * dropped.
     * @param file its bytes in UTF-8, or in UTF-16 with a byte order mark
     * @throws InvalidCaptionsException if it is malformed
     */
    public static Captions ofWebVtt(byte[] file) throws InvalidCaptionsException {
        return new CaptionParser(file, true).webVtt();
    }

    /**
     * Parses a WebVTT file that a program has converted: malformed cues are skipped.
     * @param file its bytes in UTF-8
     * @throws InvalidCaptionsException if it is no WebVTT file
     */
    public static Captions ofConverted(byte[] file) throws InvalidCaptionsException {
        return new CaptionParser(file, false).webVtt();
    }

    /**
     * Parses a SubRip file; its formatting is converted to WebVTT.
     * @param file its bytes in UTF-8, or in UTF-16 with a byte order mark
     * @throws InvalidCaptionsException if it is malformed
     */
    public static Captions ofSubRip(byte[] file) throws InvalidCaptionsException {
        return new CaptionParser(file, true).subRip();
    }

    /** These captions, shown earlier; cues that end before the start are dropped. */
    public Captions earlier(long millis) {
        return new Captions(this.header, this.cues.stream()
            .filter((cue) -> cue.end() > millis)
            .map((cue) -> new Cue(Math.max(0, cue.start() - millis), cue.end() - millis, cue.settings(), cue.text()))
            .toList());
    }

    /**
     * The WebVTT segment of a range of milliseconds for HLS: all cues that are shown in
     * it, with unchanged times (RFC 8216, section 3.5).
     */
    public String segment(long from, long to) {
        return write("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n",
                this.cues.stream().filter((cue) -> cue.overlaps(from, to)).toList());
    }

    /** The WebVTT file. */
    public String toWebVtt() {
        return write("WEBVTT\n", this.cues);
    }

    /** The WebVTT file in UTF-8. */
    public byte[] toBytes() {
        return toWebVtt().getBytes(StandardCharsets.UTF_8);
    }

    private String write(String signature, List<Cue> written) {
        StringBuilder vtt = new StringBuilder(signature);
        if (!this.header.isEmpty()) {
            vtt.append('\n').append(this.header.stripTrailing()).append('\n');
        }
        written.forEach((cue) -> cue.writeTo(vtt));
        return vtt.toString();
    }

}
