/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one caption file. Not thread-safe. */
final class CaptionParser {

    /** Hours are optional in WebVTT; SubRip writes a comma. */
    private static final String TIME = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{2})[.,](\\d{3})";

    private static final Pattern TIMING = Pattern.compile("\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s+(.*))?");

    private static final Pattern SETTINGS = Pattern.compile("[a-z]+:[^\\s:>]+( +[a-z]+:[^\\s:>]+)*");

    private static final Pattern STYLE_OR_REGION = Pattern.compile("(STYLE|REGION)\\s*");

    private static final Pattern UNKNOWN_TAG = Pattern.compile("</?(?!/?[biu]>)[a-zA-Z][^<>]*>|\\{\\\\[^{}]*\\}");

    private static final Pattern MARKUP = Pattern.compile("</?[biu]>|&(?!amp;|lt;|gt;|nbsp;|lrm;|rlm;)|[<>]");

    private static final String ARROW = "-->";

    private static final int MAX_CUES = 50_000;

    private static final int MAX_CUE_TEXT = 4_000;

    private static final int MAX_HEADER = 64_000;

    private final List<String> lines;

    private final boolean strict;

    private int next;

    CaptionParser(byte[] file, boolean strict) throws InvalidCaptionsException {
        this.strict = strict;
        this.lines = decode(file).replace("\r\n", "\n").replace('\r', '\n').lines().toList();
    }

    private static String decode(byte[] file) throws InvalidCaptionsException {
        Charset charset = StandardCharsets.UTF_8;
        if (file.length >= 2 && (file[0] & 0xff) + (file[1] & 0xff) == 0xff + 0xfe) {
            charset = StandardCharsets.UTF_16;
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new InvalidCaptionsException("The file is no text.");
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        }
        catch (CharacterCodingException ex) {
            throw new InvalidCaptionsException("The file is not encoded in UTF-8.");
        }
    }

    Captions webVtt() throws InvalidCaptionsException {
        String signature = this.lines.isEmpty() ? "" : this.lines.getFirst();
        if (!signature.equals("WEBVTT") && !signature.matches("WEBVTT[ \t].*")) {
            throw new InvalidCaptionsException(1, "A WebVTT file starts with WEBVTT.");
        }
        this.next = 1;
        // The header may go on until the first empty line.
        while (this.next < this.lines.size() && !this.lines.get(this.next).isBlank() && !isTiming(this.next)) {
            this.next++;
        }
        StringBuilder header = new StringBuilder();
        List<Cue> cues = new ArrayList<>();
        while (skipBlankLines()) {
            String first = this.lines.get(this.next);
            if (STYLE_OR_REGION.matcher(first).matches() && cues.isEmpty()) {
                header.append(block()).append('\n');
            }
            else if (first.equals("NOTE") || first.matches("NOTE[ \t].*")) {
                block();
            }
            else {
                addCue(cues);
            }
            checkSize(cues.size(), header.length());
        }
        return captions(header.toString(), cues);
    }

    Captions subRip() throws InvalidCaptionsException {
        List<Cue> cues = new ArrayList<>();
        while (skipBlankLines()) {
            cues.add(cue(false));
            checkSize(cues.size(), 0);
        }
        return captions("", cues);
    }

    private void addCue(List<Cue> cues) throws InvalidCaptionsException {
        try {
            cues.add(cue(true));
        }
        catch (InvalidCaptionsException ex) {
            if (this.strict) {
                throw ex;
            }
            // The line may be the rest of a text that contains an empty line.
            this.next += isTiming(this.next) ? 1 : 0;
        }
    }

    private Captions captions(String header, List<Cue> cues) throws InvalidCaptionsException {
        if (cues.isEmpty() && this.strict) {
            throw new InvalidCaptionsException("The file has no captions.");
        }
        return new Captions(header, cues);
    }

    private void checkSize(int cues, int header) throws InvalidCaptionsException {
        if (cues > MAX_CUES || header > MAX_HEADER) {
            throw new InvalidCaptionsException(this.next,
                    "The file has more than " + MAX_CUES + " captions, or too many styles.");
        }
    }

    private boolean skipBlankLines() {
        while (this.next < this.lines.size() && this.lines.get(this.next).isBlank()) {
            this.next++;
        }
        return this.next < this.lines.size();
    }

    private boolean isTiming(int line) {
        return line < this.lines.size() && this.lines.get(line).contains(ARROW);
    }

    /** The lines up to the next empty one, each with a line feed. */
    private String block() throws InvalidCaptionsException {
        StringBuilder block = new StringBuilder();
        while (this.next < this.lines.size() && !this.lines.get(this.next).isBlank()) {
            if (isTiming(this.next)) {
                if (this.strict) {
                    throw new InvalidCaptionsException(this.next + 1, "An empty line is missing before this caption.");
                }
                break;
            }
            block.append(this.lines.get(this.next++)).append('\n');
        }
        return block.toString();
    }

    private Cue cue(boolean webVtt) throws InvalidCaptionsException {
        if (!isTiming(this.next)) {
            this.next++;
        }
        int line = this.next + 1;
        Matcher timing = TIMING.matcher(isTiming(this.next) ? this.lines.get(this.next) : "");
        if (!timing.matches()) {
            throw new InvalidCaptionsException(line, "Expected a time such as 00:00:01.000 --> 00:00:02.000.");
        }
        long start = time(timing, 1, line);
        long end = time(timing, 5, line);
        if (end <= start) {
            throw new InvalidCaptionsException(line, "The caption ends before it starts.");
        }
        String settings = (webVtt && timing.group(9) != null) ? timing.group(9).strip() : "";
        this.next++;
        String text = block().stripTrailing();
        if (text.length() > MAX_CUE_TEXT) {
            throw new InvalidCaptionsException(line, "The caption has more than " + MAX_CUE_TEXT + " characters.");
        }
        return new Cue(start, end, SETTINGS.matcher(settings).matches() ? settings : "",
                webVtt ? text : fromSubRip(text).strip());
    }

    private static long time(Matcher timing, int group, int line) throws InvalidCaptionsException {
        String hours = timing.group(group);
        int minutes = Integer.parseInt(timing.group(group + 1));
        int seconds = Integer.parseInt(timing.group(group + 2));
        if (minutes > 59 || seconds > 59) {
            throw new InvalidCaptionsException(line, "Minutes and seconds are at most 59.");
        }
        return (((hours != null) ? Long.parseLong(hours) * 60 : 0) + minutes) * 60_000 + seconds * 1000L
                + Integer.parseInt(timing.group(group + 3));
    }

    /** Keeps bold, italic and underlined text; the rest is shown as it is written. */
    private static String fromSubRip(String text) {
        return MARKUP.matcher(UNKNOWN_TAG.matcher(text).replaceAll("")).replaceAll((markup) -> switch (markup.group()) {
            case "&" -> "&amp;";
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            default -> markup.group();
        });
    }

}
