/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.clips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegAutoConfiguration;
import dev.streamgate.media.ffmpeg.FfmpegRun;

/** Creates video and audio clips with the local ffmpeg. */
public final class Clips {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    /** Bytes from the type of a tkhd box, version 0, to its matrix. */
    private static final int MATRIX_OFFSET = 44;

    private static final AnnotationConfigApplicationContext CONTEXT = context();

    private Clips() {
    }

    /** Outside of the sandbox, since clips are written by commands of any kind. */
    private static AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("clips", Map.of("streamgate.ffmpeg.sandbox", "off")));
        context.register(UserConfigurations.getClasses(UserConfigurations.of(FfmpegAutoConfiguration.class)));
        context.refresh();
        return context;
    }

    /** The local ffmpeg. */
    public static Ffmpeg ffmpeg() {
        return CONTEXT.getBean(Ffmpeg.class);
    }

    /** Starts a clip; by default H.264 and AAC, 320×180, 30 fps, 4 s. */
    public static Clip clip() {
        return new Clip();
    }

    /** Runs ffmpeg with the given arguments and returns the end of its log. */
    public static String run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(arguments));
    }

    /**
     * Decodes a whole file and returns ffmpeg's warnings; empty without any.
     */
    public static String warningsWhenDecoding(Path file) throws IOException, InterruptedException {
        return run("-v", "warning", "-i", file.toString(), "-f", "null", "-");
    }

    /**
     * Rotates an MP4 by its display matrix, which only newer builds of ffmpeg can write.
     * @param file an MP4 whose first track is the video
     * @param clockwise 0, 90, 180 or 270 degrees
     * @param target the file to create
     */
    public static Path rotate(Path file, int clockwise, Path target) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int tkhd = new String(content, StandardCharsets.ISO_8859_1).indexOf("tkhd");
        int cos = (int) Math.round(Math.cos(Math.toRadians(clockwise))) << 16;
        int sin = (int) Math.round(Math.sin(Math.toRadians(clockwise))) << 16;
        ByteBuffer.wrap(content)
            .position(tkhd + MATRIX_OFFSET)
            .putInt(cos)
            .putInt(sin)
            .putInt(0)
            .putInt(-sin)
            .putInt(cos);
        return Files.write(target, content);
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        try (FfmpegRun run = ffmpeg().start(arguments, true, TIME_LIMIT); InputStream output = run.output()) {
            output.skip(Long.MAX_VALUE);
            run.await();
            return run.logTail();
        }
    }

    /** A clip to be created. */
    public static final class Clip {

        private String size = "320x180";

        private String rate = "30";

        private double seconds = 4;

        private List<String> video = List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g",
                "60");

        private List<String> audio = List.of("-c:a", "aac", "-ac", "2");

        private boolean hasVideo = true;

        private boolean hasAudio = true;

        private String filter = "null";

        private final List<String> output = new ArrayList<>();

        private Clip() {
        }

        /** Sets the size, for instance {@code 320x180}. */
        public Clip size(String size) {
            this.size = size;
            return this;
        }

        /** Sets the frames per second, a number or a ratio. */
        public Clip rate(String rate) {
            this.rate = rate;
            return this;
        }

        /** Sets the duration. */
        public Clip seconds(double seconds) {
            this.seconds = seconds;
            return this;
        }

        /** Sets the video encoder arguments. */
        public Clip video(String... arguments) {
            this.video = List.of(arguments);
            return this;
        }

        /** Sets the audio encoder arguments. */
        public Clip audio(String... arguments) {
            this.audio = List.of(arguments);
            return this;
        }

        /** Sets a video filter, applied to the moving, noisy test picture. */
        public Clip filter(String filter) {
            this.filter = filter;
            return this;
        }

        /** Omits the audio. */
        public Clip silent() {
            this.hasAudio = false;
            return this;
        }

        /** Omits the video. */
        public Clip soundOnly() {
            this.hasVideo = false;
            return this;
        }

        /** Adds output arguments. */
        public Clip output(String... arguments) {
            this.output.addAll(List.of(arguments));
            return this;
        }

        /** Creates the clip; the file's extension selects the container. */
        public Path write(Path file) throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>();
            if (this.hasVideo) {
                arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=" + this.size + ":rate=" + this.rate
                        + ":duration=" + this.seconds + ",noise=alls=8:allf=t," + this.filter));
            }
            if (this.hasAudio) {
                arguments.addAll(List.of("-f", "lavfi", "-i",
                        "sine=frequency=440:beep_factor=4:sample_rate=48000:duration=" + this.seconds));
            }
            arguments.addAll(this.hasVideo ? this.video : List.of());
            arguments.addAll(this.hasAudio ? this.audio : List.of());
            arguments.addAll(this.output);
            arguments.add(file.toString());
            run(arguments);
            return file;
        }

    }

}
