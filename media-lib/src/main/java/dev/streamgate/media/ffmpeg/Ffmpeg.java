/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ffmpeg of this machine, run within bounds: time, memory, no network, no file but
 * the one named, no more pixels than allowed. Safe for use by many threads.
 */
public final class Ffmpeg {

    /**
     * Containers that are read. Each holds its own media: none is a list of other files
     * or addresses (hls, dash, concat, image2 and their like are left out on purpose).
     */
    private static final String FORMATS = String.join(",", "mov", "mp4", "m4a", "3gp", "3g2", "matroska", "webm",
            "mpegts", "mpeg", "avi", "flv", "asf", "mxf", "ogg", "mp3", "aac", "flac", "wav", "ivf", "dv", "nut");

    /** ffprobe's answer for the largest file is some hundred KiB. */
    private static final int MAX_ANSWER = 4 * 1024 * 1024;

    private final FfmpegInstallation installation;

    private final FfmpegProperties properties;

    private final JsonMapper json;

    private final FfmpegListener listener;

    Ffmpeg(FfmpegInstallation installation, FfmpegProperties properties, JsonMapper json, FfmpegListener listener) {
        this.installation = installation;
        this.properties = properties;
        this.json = json;
        this.listener = listener;
    }

    /**
     * Identifies the build: equal commands of equal builds give equal bytes. 16 hex
     * digits.
     */
    public String buildId() {
        return this.installation.buildId();
    }

    /** The first line of what {@code ffmpeg -version} says. */
    public String version() {
        return this.installation.version();
    }

    /**
     * Whether {@code scale} can bring high dynamic range to that of ordinary screens;
     * older builds show it pale.
     */
    public boolean convertsColour() {
        return this.installation.convertsColour();
    }

    /**
     * The arguments that name an input and keep ffmpeg within it. Options that concern
     * the input, for instance {@code -ss}, stand before them.
     */
    public List<String> input(Path file) {
        return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS, "-max_pixels",
                String.valueOf(this.properties.maxPixels()), "-i", "file:" + file.toAbsolutePath());
    }

    /**
     * Starts ffmpeg.
     * @param arguments everything after {@code ffmpeg -hide_banner -nostdin}
     * @param urgent whether a viewer waits for it; background work is nice
     * @param limit how long it may run
     * @return the running process; the caller closes it
     */
    public FfmpegRun start(List<String> arguments, boolean urgent, Duration limit) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(this.installation.ffmpeg().toString());
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y"));
        command.addAll(arguments);
        return run("ffmpeg", command, urgent ? 0 : this.properties.nice(), limit);
    }

    /**
     * Runs ffmpeg to its end, for work that leaves its result in a file.
     * @throws FfmpegException if it does not end well
     */
    public void run(List<String> arguments, boolean urgent, Duration limit) throws IOException, InterruptedException {
        try (FfmpegRun run = start(arguments, urgent, limit)) {
            run.output().skip(Long.MAX_VALUE);
            run.await();
        }
    }

    /**
     * Says what a file holds, by its bytes and never by its name.
     * @param file a file of this machine
     * @throws UnreadableMediaException if it is nothing that can be used
     * @throws IOException if it could not be asked
     */
    public Probe probe(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(this.installation.ffprobe().toString());
        command.addAll(List.of("-v", "error", "-of", "json", "-show_format", "-show_streams"));
        command.addAll(input(file));
        String answer;
        try (FfmpegRun run = run("ffprobe", command, 0, this.properties.probeTimeLimit())) {
            byte[] bytes = run.output().readNBytes(MAX_ANSWER);
            if (bytes.length == MAX_ANSWER) {
                throw new UnreadableMediaException("The file describes more streams than any video has.");
            }
            answer = new String(bytes, StandardCharsets.UTF_8);
            awaitProbe(run, file);
        }
        try {
            return ProbeReader.read(this.json.readTree(answer), this.properties.maxPixels());
        }
        catch (JacksonException ex) {
            throw new IOException("ffprobe answered something that is no JSON", ex);
        }
    }

    private static void awaitProbe(FfmpegRun run, Path file) throws IOException, InterruptedException {
        try {
            run.await();
        }
        catch (FfmpegException ex) {
            throw switch (ex.reason()) {
                case KILLED -> ex;
                case TIME_LIMIT -> new UnreadableMediaException("The file takes too long to be understood.");
                case FAILED -> new UnreadableMediaException(sentence(ex.log(), file));
            };
        }
    }

    private static String sentence(String log, Path file) throws IOException {
        if (log.contains("moov atom not found") && startsAsMp4(file)) {
            return "The file is an MP4 without its index: it is incomplete.";
        }
        return "The file is neither video nor sound that can be read.";
    }

    /** ffmpeg believes a name that ends in .mp4; the first box is better evidence. */
    private static boolean startsAsMp4(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String box = new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
            return box.length() == 8 && Set.of("ftyp", "mdat", "free", "wide", "skip").contains(box.substring(4));
        }
    }

    private FfmpegRun run(String program, List<String> command, int nice, Duration limit) throws IOException {
        FfmpegListener.Watch watch = this.listener.begun(program);
        try {
            return FfmpegRun.start(command, this.installation.environment(),
                    this.properties.memoryLimit().toKilobytes(), nice, limit, watch);
        }
        catch (IOException ex) {
            watch.ended("not started", true);
            throw ex;
        }
    }

    /** Needed of every build: what the ladder is made with. */
    static final Map<String, Set<String>> NEEDED = Map.of("-encoders", Set.of("libx264", "aac", "mjpeg"), "-muxers",
            Set.of("mp4", "adts", "image2"));

}
