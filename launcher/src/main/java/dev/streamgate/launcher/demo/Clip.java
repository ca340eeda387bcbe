/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegAutoConfiguration;

/** Generates a test video. */
final class Clip {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int SECONDS = 20;

    private Clip() {
    }

    /**
     * Generates 20 seconds of 720p with motion, noise and sound. The noise differs from
     * call to call: the suite reuses segments of identical videos, which would leave
     * nothing to measure.
     * @param file the file to create or replace
     * @param programs the directory to unpack ffmpeg into
     */
    static void generate(Path file, Path programs) {
        int seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        List<String> arguments = List.of("-f", "lavfi", "-i",
                "testsrc2=size=1280x720:rate=30,noise=alls=10:allf=t:all_seed=" + seed, "-f", "lavfi", "-i",
                "sine=frequency=220:beep_factor=4:sample_rate=48000", "-t", Integer.toString(SECONDS), "-c:v",
                "libx264", "-preset", "ultrafast", "-b:v", "5M", "-maxrate", "6M", "-bufsize", "6M", "-g", "60",
                "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-movflags", "+faststart",
                file.toString());
        try (var context = new SpringApplicationBuilder(FfmpegAutoConfiguration.class).web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .properties("logging.level.root=warn", "streamgate.ffmpeg.directory=" + programs)
            .run()) {
            context.getBean(Ffmpeg.class).run(arguments, true, LIMIT);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not generate a test video", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

}
