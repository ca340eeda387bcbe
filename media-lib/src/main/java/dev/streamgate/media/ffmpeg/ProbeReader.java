/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.ffmpeg.Probe.Audio;
import dev.streamgate.media.ffmpeg.Probe.Chapter;
import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.Probe.Subtitle;
import dev.streamgate.media.ffmpeg.Probe.Video;

/** Reads the JSON of {@code ffprobe -show_format -show_streams -show_chapters}. */
final class ProbeReader {

    private static final int MAX_SIDE = 16_384;

    private static final int MAX_TITLE = 200;

    private ProbeReader() {
    }

    static Probe read(JsonNode root, long maxPixels) throws UnreadableMediaException {
        List<Video> videos = new ArrayList<>();
        List<Audio> audio = new ArrayList<>();
        List<Subtitle> subtitles = new ArrayList<>();
        @Nullable Integer cover = null;
        UnreadableMediaException unusable = null;
        int audioTracks = 0;
        for (JsonNode stream : root.path("streams")) {
            String type = stream.path("codec_type").asString("");
            boolean coverArt = stream.path("disposition").path("attached_pic").asInt(0) == 1;
            if ("video".equals(type) && !coverArt) {
                try {
                    videos.add(video(stream, maxPixels));
                }
                catch (UnreadableMediaException ex) {
                    unusable = ex;
                }
            }
            else if ("video".equals(type) && coverArt && cover == null) {
                cover = stream.path("index").asInt(0);
            }
            else if ("subtitle".equals(type)) {
                subtitles.add(subtitle(stream));
            }
            else if ("audio".equals(type)) {
                int track = audioTracks++;
                if (stream.path("channels").asInt(0) > 0 && number(stream, "sample_rate") > 0) {
                    boolean first = isDefault(stream) && audio.stream().noneMatch((other) -> isDefault(root, other));
                    audio.add(first ? 0 : audio.size(), audio(stream, track));
                }
            }
        }
        if (videos.isEmpty() && unusable != null) {
            throw unusable;
        }
        if (videos.isEmpty() && audio.isEmpty()) {
            throw new UnreadableMediaException("The file contains neither video nor sound.");
        }
        JsonNode format = root.path("format");
        return new Probe(format.path("format_name").asString(""), number(format, "duration"),
                number(format, "start_time"), List.copyOf(videos), List.copyOf(audio), List.copyOf(subtitles),
                chapters(root), cover);
    }

    private static Subtitle subtitle(JsonNode stream) {
        JsonNode disposition = stream.path("disposition");
        return new Subtitle(stream.path("index").asInt(0), stream.path("codec_name").asString("unknown"),
                language(stream), title(stream), disposition.path("default").asInt(0) == 1,
                disposition.path("forced").asInt(0) == 1);
    }

    private static List<Chapter> chapters(JsonNode root) {
        return root.path("chapters")
            .valueStream()
            .map((chapter) -> new Chapter(number(chapter, "start_time"), number(chapter, "end_time"),
                    Objects.requireNonNullElse(title(chapter), "")))
            .toList();
    }

    private static boolean isDefault(JsonNode stream) {
        return stream.path("disposition").path("default").asInt(0) == 1;
    }

    private static boolean isDefault(JsonNode root, Audio audio) {
        for (JsonNode stream : root.path("streams")) {
            if (stream.path("index").asInt(-1) == audio.index()) {
                return isDefault(stream);
            }
        }
        return false;
    }

    private static Video video(JsonNode stream, long maxPixels) throws UnreadableMediaException {
        int width = stream.path("width").asInt(0);
        int height = stream.path("height").asInt(0);
        if (width <= 0 || height <= 0) {
            throw new UnreadableMediaException("The video does not declare its picture size.");
        }
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > maxPixels) {
            throw new UnreadableMediaException("The picture is too large: " + width + " × " + height + " pixels.");
        }
        Ratio aspectRatio = ratio(stream, "sample_aspect_ratio", ":");
        if (aspectRatio.numerator() <= 0 || aspectRatio.denominator() <= 0) {
            aspectRatio = new Ratio(1, 1);
        }
        String pixelFormat = stream.path("pix_fmt").asString("");
        Matrix matrix = matrix(stream);
        return new Video(stream.path("index").asInt(0), stream.path("codec_name").asString("unknown"),
                stream.path("profile").asString(""), pixelFormat, width, height, aspectRatio, matrix.rotation(),
                matrix.mirrored(), ratio(stream, "avg_frame_rate", "/"), ratio(stream, "r_frame_rate", "/"),
                stream.path("field_order").asString(""), depth(stream, pixelFormat),
                ColourReader.read(stream, pixelFormat), number(stream, "duration"), number(stream, "start_time"));
    }

    private static Audio audio(JsonNode stream, int track) {
        return new Audio(stream.path("index").asInt(0), track, stream.path("codec_name").asString("unknown"),
                stream.path("profile").asString(""), stream.path("channels").asInt(0),
                (int) number(stream, "sample_rate"), language(stream), title(stream), number(stream, "duration"),
                number(stream, "start_time"));
    }

    /** Titles of tracks and chapters are shown to viewers: one short line of text. */
    private static @Nullable String title(JsonNode stream) {
        String title = stream.path("tags").path("title").asString("").replaceAll("\\p{Cntrl}+|\\R", " ").strip();
        return title.isEmpty() ? null : title.substring(0, Math.min(title.length(), MAX_TITLE)).strip();
    }

    private static String language(JsonNode stream) {
        return stream.path("tags").path("language").asString("und");
    }

    private static Matrix matrix(JsonNode stream) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (data.has("rotation")) {
                int clockwise = Math.floorMod(-(int) Math.round(data.path("rotation").asDouble(0)), 360);
                int rotation = Math.floorMod(Math.round(clockwise / 90f) * 90, 360);
                String values = data.path("displaymatrix").asString("");
                return new Matrix(rotation, mirrored(values));
            }
        }
        return new Matrix(0, false);
    }

    /** Rotations have a positive determinant, reflections a negative one. */
    private static boolean mirrored(@Nullable String matrix) {
        if (matrix == null) {
            return false;
        }
        String[] words = matrix.replaceAll("[0-9a-f]{8}:", " ").strip().split("\\s+", -1);
        if (words.length < 5) {
            return false;
        }
        return parse(words[0]) * parse(words[4]) - parse(words[1]) * parse(words[3]) < 0;
    }

    private static int depth(JsonNode stream, String pixelFormat) {
        int bits = (int) number(stream, "bits_per_raw_sample");
        if (bits > 0) {
            return bits;
        }
        for (int depth : new int[] { 9, 10, 12, 14, 16 }) {
            if (pixelFormat.endsWith(depth + "le") || pixelFormat.endsWith(depth + "be")) {
                return depth;
            }
        }
        return 8;
    }

    static Ratio ratio(JsonNode stream, String field, String separator) {
        String[] parts = stream.path(field).asString("").split(separator, -1);
        if (parts.length != 2) {
            return new Ratio(0, 1);
        }
        double numerator = parse(parts[0]);
        double denominator = parse(parts[1]);
        boolean usable = numerator >= 0 && denominator > 0 && numerator <= Integer.MAX_VALUE
                && denominator <= Integer.MAX_VALUE;
        return usable ? new Ratio((int) numerator, (int) denominator) : new Ratio(0, 1);
    }

    /** ffprobe writes most numbers as strings. */
    private static double number(JsonNode node, String field) {
        return parse(node.path(field).asString(""));
    }

    private static double parse(String number) {
        try {
            double value = Double.parseDouble(number);
            return Double.isFinite(value) ? value : 0;
        }
        catch (NumberFormatException ex) {
            return 0;
        }
    }

    /** The effect of a display matrix. */
    private record Matrix(int rotation, boolean mirrored) {
    }

}
