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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * The local ffmpeg, run within limits: time, memory, pixels, no network, no file but the
 * named input. Thread-safe.
 */
public final class Ffmpeg {

    /**
     * Accepted containers. Formats that refer to other files or URLs (hls, dash, concat,
     * image2 and similar) are excluded on purpose.
     */
    private static final String FORMATS = String.join(",", "mov", "mp4", "m4a", "3gp", "3g2", "matroska", "webm",
            "mpegts", "mpeg", "avi", "flv", "asf", "mxf", "ogg", "mp3", "aac", "flac", "wav", "ivf", "dv", "nut", "gif",
            "aiff", "caf", "au", "w64", "amr", "ac3", "eac3", "wv");

    /** The accepted containers, for the owner of a rejected file. */
    private static final String ACCEPTED = "Accepted are MP4, MOV, 3GP, MKV, WebM, MPEG-TS, MPEG-PS, AVI, FLV, WMV, MXF, OGG, DV, IVF, NUT and GIF, and for sound MP3, M4A, AAC, FLAC, WAV, W64, AIFF, CAF, AU, AMR, AC-3 and WavPack.";

    /** The largest accepted files are read within it. */
    private static final Duration MAX_PACKETS_TIME_LIMIT = Duration.ofMinutes(20);

    /** A small file that takes longer repeats its data. */
    private static final Duration MIN_PACKETS_TIME_LIMIT = Duration.ofMinutes(2);

    /** Bytes per second that are read at least. */
    private static final long MIN_READ_RATE = 20_000_000;

    /** ffprobe's output for the largest files is some hundred KiB. */
    private static final int MAX_OUTPUT = 4 * 1024 * 1024;

    private final FfmpegInstallation installation;

    private final FfmpegSandbox sandbox;

    private final FfmpegProperties properties;

    private final JsonMapper json;

    private final FfmpegListener listener;

    Ffmpeg(FfmpegInstallation installation, FfmpegSandbox sandbox, FfmpegProperties properties, JsonMapper json,
            FfmpegListener listener) {
        this.installation = installation;
        this.sandbox = sandbox;
        this.properties = properties;
        this.json = json;
        this.listener = listener;
    }

    FfmpegInstallation installation() {
        return this.installation;
    }

    /**
     * Identifies version, configuration and libraries of the build in 16 hex digits. The
     * output of different builds may differ.
     */
    public String buildId() {
        return this.installation.buildId();
    }

    /** The first line of {@code ffmpeg -version}. */
    public String version() {
        return this.installation.version();
    }

    /** The release, for instance {@code 8.0.1}: the third word of the version. */
    public String release() {
        String[] words = version().split(" ", -1);
        return (words.length > 2) ? words[2] : "unknown";
    }

    /** Where it was found: {@code configured}, {@code path} or {@code delivered}. */
    public String origin() {
        return this.installation.origin().name().toLowerCase(Locale.ROOT);
    }

    /**
     * From what a run is separated: {@code files} (other files and the network),
     * {@code network} or {@code none}.
     */
    public String sandbox() {
        return this.sandbox.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Names of what uploads or profiles may need and it lacks, for instance {@code VVC}
     * or {@code AV1 encoding}.
     */
    public List<String> missing() {
        return this.installation.missing();
    }

    /**
     * Whether it can encode a codec with key frames at given frames, as its self-test has
     * shown.
     */
    public boolean encodes(VideoCodec codec) {
        return this.installation.encodes(codec);
    }

    /**
     * The arguments that name an input and restrict ffmpeg to it. Input options, for
     * instance {@code -ss}, must precede them.
     */
    public List<String> input(Path file) {
        return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS, "-max_pixels",
                String.valueOf(this.properties.maxPixels()), "-i", "file:" + file.toAbsolutePath());
    }

    /**
     * Starts ffmpeg.
     * @param arguments the arguments after {@code ffmpeg -hide_banner -nostdin}
     * @param urgent whether a viewer waits for the output; background work runs with
     * lower CPU priority
     * @param timeLimit maximum running time
     * @return the running process; the caller closes it
     */
    public FfmpegRun start(List<String> arguments, boolean urgent, Duration timeLimit) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(this.installation.ffmpeg().toString());
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y"));
        command.addAll(arguments);
        return run("ffmpeg", command, urgent ? 0 : this.properties.nice(), timeLimit);
    }

    /**
     * Runs ffmpeg to completion, for commands that write to a file.
     * @throws FfmpegException if it fails
     */
    public void run(List<String> arguments, boolean urgent, Duration timeLimit)
            throws IOException, InterruptedException {
        try (FfmpegRun run = start(arguments, urgent, timeLimit)) {
            run.output().skip(Long.MAX_VALUE);
            run.await();
        }
    }

    /**
     * Probes a file by its content, never by its name.
     * @param file a local file
     * @throws UnreadableMediaException if the file is not usable media
     * @throws IOException if ffprobe cannot be run, is killed or exceeds its time limit,
     * which says nothing about the file
     */
    public Probe probe(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(this.installation.ffprobe().toString());
        command.addAll(List.of("-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters"));
        command.addAll(input(file));
        String output;
        try (FfmpegRun run = run("ffprobe", command, 0, this.properties.probeTimeLimit())) {
            byte[] bytes = run.output().readNBytes(MAX_OUTPUT);
            if (bytes.length == MAX_OUTPUT) {
                throw new UnreadableMediaException("The file describes too many streams.");
            }
            output = new String(bytes, StandardCharsets.UTF_8);
            awaitProbe(run, file);
        }
        try {
            return ProbeReader.read(this.json.readTree(output), this.properties.maxPixels());
        }
        catch (JacksonException ex) {
            throw new IOException("ffprobe printed invalid JSON", ex);
        }
    }

    /**
     * Reads the timestamps of all packets of a file, without decoding. The whole file is
     * read; what follows damage that ends the demuxer is missing.
     * @param file a local file
     * @return the packets by stream index; streams without packets are missing
     * @throws UnreadableMediaException if there are too many
     */
    public Map<Integer, StreamTimes> packets(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(this.installation.ffprobe().toString());
        command.addAll(List.of("-v", "error", "-show_entries", PacketReader.ENTRIES, "-of", "compact=p=0:nk=1"));
        command.addAll(input(file));
        PacketReader packets = new PacketReader(PacketReader.MAX_PACKETS);
        try (FfmpegRun run = run("ffprobe", command, 0, packetsTimeLimit(Files.size(file)))) {
            packets.read(run.output());
            run.await();
        }
        catch (FfmpegException ex) {
            if (ex.isTransient()) {
                throw ex;
            }
        }
        return packets.times();
    }

    static Duration packetsTimeLimit(long size) {
        Duration limit = MIN_PACKETS_TIME_LIMIT.plusSeconds(size / MIN_READ_RATE);
        return (limit.compareTo(MAX_PACKETS_TIME_LIMIT) < 0) ? limit : MAX_PACKETS_TIME_LIMIT;
    }

    /**
     * Whether a stream can be decoded: whether at least one frame comes out of it.
     * @param file a local file
     * @param stream the stream's index among all streams of the file
     * @throws IOException if ffmpeg cannot be run, is killed or exceeds its time limit,
     * which says nothing about the file
     */
    public boolean decodes(Path file, int stream) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(input(file));
        arguments.addAll(List.of("-map", "0:" + stream, "-frames", "1", "-f", "framecrc", "pipe:1"));
        try (FfmpegRun run = start(arguments, true, this.properties.probeTimeLimit())) {
            String frames = new String(run.output().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            if (frames.lines().anyMatch((line) -> !line.startsWith("#"))) {
                return true;
            }
            run.await();
            return false;
        }
        catch (FfmpegException ex) {
            if (ex.isTransient()) {
                throw ex;
            }
            return false;
        }
    }

    private static void awaitProbe(FfmpegRun run, Path file) throws IOException, InterruptedException {
        try {
            run.await();
        }
        catch (FfmpegException ex) {
            throw switch (ex.reason()) {
                case KILLED, TIME_LIMIT -> ex;
                case FAILED ->
                    isAboutFile(ex, run.logTail()) ? new UnreadableMediaException(reason(ex.log(), file)) : ex;
            };
        }
    }

    /**
     * Whether ffprobe has read the file and rejects it. Otherwise it could not be
     * started, was killed or lacked resources, which says nothing about the file: the
     * shell exits with 2 or more, and ffprobe itself with 1 and a message.
     */
    private static boolean isAboutFile(FfmpegException failure, String log) {
        return failure.status() == 1 && !log.isBlank() && !failure.isTransient();
    }

    private static String reason(String log, Path file) throws IOException {
        if (log.contains("moov atom not found") && startsAsMp4(file)) {
            return "The MP4 has no index: the file is incomplete.";
        }
        return "The file is neither video nor sound in an accepted format. " + ACCEPTED;
    }

    /** ffmpeg trusts the extension .mp4; the first box is better evidence. */
    private static boolean startsAsMp4(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String box = new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
            return box.length() == 8 && Set.of("ftyp", "mdat", "free", "wide", "skip").contains(box.substring(4));
        }
    }

    private FfmpegRun run(String program, List<String> command, int nice, Duration timeLimit) throws IOException {
        FfmpegListener.RunListener observer = this.listener.started(program);
        try {
            return FfmpegRun.start(this.sandbox.enter(command, this.installation.environment()),
                    this.installation.environment(), this.properties.memoryLimit().toKilobytes(), nice, timeLimit,
                    observer);
        }
        catch (IOException ex) {
            observer.ended("not started", true);
            throw ex;
        }
    }

}
