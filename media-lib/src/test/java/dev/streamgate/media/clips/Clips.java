/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.clips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegAutoConfiguration;
import dev.streamgate.media.ffmpeg.FfmpegRun;

/** The ffmpeg of this machine, for tests, and what they make with it. */
public final class Clips {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final AnnotationConfigApplicationContext CONTEXT = new AnnotationConfigApplicationContext(
            UserConfigurations.getClasses(UserConfigurations.of(FfmpegAutoConfiguration.class)));

    private Clips() {
    }

    /** The ffmpeg that was found. */
    public static Ffmpeg ffmpeg() {
        return CONTEXT.getBean(Ffmpeg.class);
    }

    /** A clip to be described; by default H.264 and AAC, 320×180, 30 fps, 4 s. */
    public static Clip clip() {
        return new Clip();
    }

    /** Runs ffmpeg with free arguments and returns its log, errors and warnings. */
    public static String run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(arguments));
    }

    /**
     * Decodes a file wholly and returns what ffmpeg warned of; empty when nothing was
     * wrong.
     */
    public static String warningsWhenDecoding(Path file) throws IOException, InterruptedException {
        return run("-v", "warning", "-i", file.toString(), "-f", "null", "-");
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        try (FfmpegRun run = ffmpeg().start(arguments, true, LIMIT); InputStream output = run.output()) {
            output.skip(Long.MAX_VALUE);
            run.await();
            return run.logTail();
        }
    }

    /** What a clip is like. */
    public static final class Clip {

        private String size = "320x180";

        private String rate = "30";

        private double seconds = 4;

        private List<String> video = List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g",
                "60");

        private List<String> audio = List.of("-c:a", "aac", "-ac", "2");

        private boolean picture = true;

        private boolean sound = true;

        private String filter = "null";

        private final List<String> output = new ArrayList<>();

        private Clip() {
        }

        /** Width, x, height. */
        public Clip size(String size) {
            this.size = size;
            return this;
        }

        /** Frames a second, as a number or a ratio. */
        public Clip rate(String rate) {
            this.rate = rate;
            return this;
        }

        /** Length. */
        public Clip seconds(double seconds) {
            this.seconds = seconds;
            return this;
        }

        /** Arguments that encode the picture. */
        public Clip video(String... arguments) {
            this.video = List.of(arguments);
            return this;
        }

        /** Arguments that encode the sound. */
        public Clip audio(String... arguments) {
            this.audio = List.of(arguments);
            return this;
        }

        /** A filter over the picture, after motion and noise. */
        public Clip filter(String filter) {
            this.filter = filter;
            return this;
        }

        /** No sound track. */
        public Clip silent() {
            this.sound = false;
            return this;
        }

        /** No picture. */
        public Clip soundOnly() {
            this.picture = false;
            return this;
        }

        /** Further arguments of the output. */
        public Clip output(String... arguments) {
            this.output.addAll(List.of(arguments));
            return this;
        }

        /** Makes the clip; the file's name tells the container. */
        public Path write(Path file) throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>();
            if (this.picture) {
                arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=" + this.size + ":rate=" + this.rate
                        + ":duration=" + this.seconds + ",noise=alls=8:allf=t," + this.filter));
            }
            if (this.sound) {
                arguments.addAll(List.of("-f", "lavfi", "-i",
                        "sine=frequency=440:beep_factor=4:sample_rate=48000:duration=" + this.seconds));
            }
            arguments.addAll(this.picture ? this.video : List.of());
            arguments.addAll(this.sound ? this.audio : List.of());
            arguments.addAll(this.output);
            arguments.add(file.toString());
            run(arguments);
            return file;
        }

    }

}
