/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.media.ffmpeg.FfmpegInstallation.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

class FfmpegLocatorTests {

    @TempDir
    private Path directory;

    @Test
    void withoutAnyOtherTheDeliveredFfmpegIsUnpacked() throws Exception {
        FfmpegInstallation first = new FfmpegLocator(properties(null), "").locate();
        assertThat(first.version()).startsWith("ffmpeg version");
        assertThat(first.buildId()).hasSize(16);
        assertThat(first.ffmpeg()).startsWith(this.directory);
        FfmpegInstallation second = new FfmpegLocator(properties(null), "").locate();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anFfmpegOnPathWithoutARequiredEncoderIsSkipped() throws Exception {
        Path broken = fake("echo 'ffmpeg version fake'");
        FfmpegInstallation found = new FfmpegLocator(properties(null), broken.toString()).locate();
        assertThat(found.ffmpeg()).doesNotHaveToString(broken.resolve("ffmpeg").toString());
    }

    @Test
    void aConfiguredFfmpegThatDoesNotWorkFailsWithTheReason() throws Exception {
        Path broken = fake("echo 'ffmpeg version fake'");
        assertThatIllegalStateException().isThrownBy(() -> new FfmpegLocator(properties(broken), "").locate())
            .withMessageContaining("lacks");
        Path failing = fake("echo 'cannot run on a Tuesday' >&2; exit 1");
        assertThatIllegalStateException().isThrownBy(() -> new FfmpegLocator(properties(failing), "").locate())
            .withMessageContaining("cannot run on a Tuesday");
    }

    @Test
    void ofTwoWorkingOnesTheMoreCapableIsSelected() throws Exception {
        FfmpegInstallation delivered = new FfmpegLocator(properties(null), "").locate();
        assertThat(delivered.origin()).isEqualTo(Origin.DELIVERED);
        assertThat(delivered.missing()).isEmpty();
        Path partial = without(delivered, "vvc");
        assertThat(new FfmpegLocator(properties(null), partial.toString()).locate()).isEqualTo(delivered);
        Path complete = without(delivered, "nothing");
        FfmpegInstallation found = new FfmpegLocator(properties(null), partial + ":" + complete).locate();
        assertThat(found.origin()).isEqualTo(Origin.PATH);
        assertThat(found.ffmpeg().getParent()).isEqualTo(complete);
    }

    @Test
    void aConfiguredFfmpegIsUsedAlthoughItLacksAFeature() throws Exception {
        FfmpegInstallation delivered = new FfmpegLocator(properties(null), "").locate();
        FfmpegInstallation found = new FfmpegLocator(properties(without(delivered, "vvc")), "").locate();
        assertThat(found.origin()).isEqualTo(Origin.CONFIGURED);
        assertThat(found.missing()).containsExactly("VVC");
    }

    @Test
    void aCodecWhoseForcedKeyFramesAreIgnoredIsLacking() throws Exception {
        FfmpegInstallation delivered = new FfmpegLocator(properties(null), "").locate();
        assertThat(delivered.encodes(VideoCodec.AV1)).isTrue();
        assertThat(delivered.encodes(VideoCodec.HEVC)).isTrue();
        String ignore = "case \"$*\" in *svtav1*) filter='sed s/,.*2,.*2,.*1,.*S=1,/&F=0x0,/' ;; *) filter=cat ;; esac";
        Path old = script(run(delivered, "ffmpeg", ignore).replace("exec ", "").replace("\"$@\"", "\"$@\" | $filter"),
                run(delivered, "ffprobe", ""));
        FfmpegInstallation found = new FfmpegLocator(properties(old), "").locate();
        assertThat(found.missing()).containsExactly("AV1 encoding");
        assertThat(found.encodes(VideoCodec.AV1)).isFalse();
        assertThat(found.encodes(VideoCodec.HEVC)).isTrue();
    }

    @Test
    void anFfmpegThatDoesNotKnowAnOptionOfThePipelineIsSkipped() throws Exception {
        FfmpegInstallation delivered = new FfmpegLocator(properties(null), "").locate();
        Path old = script(run(delivered, "ffmpeg", "case \"$*\" in *-fps_mode*) exit 1; esac"),
                run(delivered, "ffprobe", ""));
        assertThat(new FfmpegLocator(properties(null), old.toString()).locate()).isEqualTo(delivered);
    }

    @Test
    void healthInfoAndMetricsNameTheSelectedFfmpeg() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FfmpegAutoConfiguration.class))
            .withBean(SimpleMeterRegistry.class)
            .withBean(HealthContributorRegistry.class, DefaultHealthContributorRegistry::new)
            .run((context) -> {
                HealthContributorRegistry health = context.getBean(HealthContributorRegistry.class);
                assertThat(health.getContributor("ffmpeg")).as("before ffmpeg is used").isNull();
                assertThat(info(context.getBean(FfmpegInfo.class))).isEmpty();
                Ffmpeg ffmpeg = context.getBean(Ffmpeg.class);
                assertThat(health.getContributor("ffmpeg")).isInstanceOfSatisfying(HealthIndicator.class,
                        (indicator) -> assertThat(Objects.requireNonNull(indicator.health()).getDetails())
                            .containsEntry("version", ffmpeg.version())
                            .containsEntry("origin", ffmpeg.origin())
                            .containsEntry("missing", ffmpeg.missing())
                            .containsEntry("sandbox", ffmpeg.sandbox()));
                assertThat(info(context.getBean(FfmpegInfo.class)))
                    .containsOnly(entry("ffmpeg", Map.of("release", ffmpeg.release(), "origin", ffmpeg.origin(),
                            "missing", ffmpeg.missing(), "sandbox", ffmpeg.sandbox())));
                SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
                assertThat(meters.get("streamgate.ffmpeg.info").tag("release", ffmpeg.release()).gauge().value())
                    .isEqualTo(1);
                assertThat(meters.find("streamgate.ffmpeg.missing").gauges()).hasSameSizeAs(ffmpeg.missing());
            });
    }

    private static Map<String, Object> info(FfmpegInfo contributor) {
        Info.Builder builder = new Info.Builder();
        contributor.contribute(builder);
        return builder.build().getDetails();
    }

    /** The same programs, of which ffmpeg does not list a name. */
    private Path without(FfmpegInstallation whole, String name) throws Exception {
        return script(run(whole, "ffmpeg", "[ \"$2\" = -decoders ] && filter='grep -vw " + name + "' || filter=cat")
            .replace("exec ", "")
            .replace("\"$@\"", "\"$@\" | $filter"), run(whole, "ffprobe", ""));
    }

    private static String run(FfmpegInstallation installation, String program, String before) {
        return before + "\nexport LD_LIBRARY_PATH='" + installation.environment().get("LD_LIBRARY_PATH") + "'\nexec "
                + installation.ffmpeg().resolveSibling(program) + " \"$@\"";
    }

    private Path fake(String script) throws Exception {
        return script(script, script);
    }

    private Path script(String ffmpeg, String ffprobe) throws Exception {
        Path folder = Files.createTempDirectory(this.directory, "fake");
        for (var program : Map.of("ffmpeg", ffmpeg, "ffprobe", ffprobe).entrySet()) {
            Path file = Files.writeString(folder.resolve(program.getKey()), "#!/bin/sh\n" + program.getValue() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }

    private FfmpegProperties properties(Path path) {
        return new FfmpegProperties(path, this.directory.resolve("unpacked"), DataSize.ofGigabytes(4), 10,
                Duration.ofSeconds(30), 1_000_000, FfmpegProperties.Sandbox.AUTO);
    }

}
