/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What holds on this host is what is reported; build machines may allow no sandbox. */
class FfmpegSandboxTests {

    private static final Path TRUE = Path.of("/bin/true");

    @TempDir
    private Path folder;

    private final FfmpegSandbox strongest = find(FfmpegProperties.Sandbox.AUTO);

    @Test
    void onlyWhatTheArgumentsNameIsReadable() throws Exception {
        Path input = Files.writeString(this.folder.resolve("input"), "input");
        Path cube = Files.writeString(this.folder.resolve("a:b.cube"), "cube");
        Path secret = Files.writeString(this.folder.resolve("secret"), "secret");
        String filter = "lut3d=file=" + cube.toString().replace(":", "\\\\:") + ":interp=tetrahedral,lut=file=none";
        String seen = shell("cat '%s' '%s' '%s' /etc/passwd 2>/dev/null | tr -d '\\n'".formatted(input, cube, secret),
                "-i", "file:" + input, "-vf", filter);
        if (this.strongest == FfmpegSandbox.FILES) {
            assertThat(seen).isEqualTo("inputcube");
        }
        else {
            assertThat(seen).startsWith("inputcubesecretroot:");
        }
    }

    @Test
    void whatTheArgumentsNameIsWritten() throws Exception {
        Path output = this.folder.resolve("output");
        shell("echo done > '" + output + "'; echo done > '" + this.folder + "/other'", "-i", "pipe:0",
                "file:" + output);
        assertThat(output).hasContent("done");
    }

    @Test
    void theSystemCannotBeWritten() throws Exception {
        Path outside = Files.createDirectory(this.folder.resolve("outside"));
        shell("echo done > '" + outside + "/file'", "-i", "pipe:0");
        assertThat(Files.exists(outside.resolve("file"))).isEqualTo(this.strongest != FfmpegSandbox.FILES);
    }

    @Test
    void theNetworkOfTheHostIsNotReachable() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            String port = "%04X".formatted(server.getLocalPort());
            String sockets = shell("cat /proc/net/tcp /proc/net/tcp6");
            assertThat(sockets.contains(":" + port + " ")).isEqualTo(this.strongest == FfmpegSandbox.NONE);
        }
    }

    @Test
    void whoRequiresASandboxGetsOneOrAReason() throws Exception {
        if (this.strongest == FfmpegSandbox.FILES) {
            assertThat(find(FfmpegProperties.Sandbox.REQUIRED)).isEqualTo(FfmpegSandbox.FILES);
        }
        else {
            assertThatIllegalStateException().isThrownBy(() -> find(FfmpegProperties.Sandbox.REQUIRED))
                .withMessageContaining("streamgate.ffmpeg.sandbox=auto");
        }
        assertThat(find(FfmpegProperties.Sandbox.OFF)).isEqualTo(FfmpegSandbox.NONE);
    }

    @Test
    void aScriptThatCallsAProgramElsewhereHasAWeakerSandbox() throws Exception {
        Path program = Files.copy(TRUE, Files.createDirectory(this.folder.resolve("elsewhere")).resolve("program"));
        Path script = Files.writeString(Files.createDirectory(this.folder.resolve("bin")).resolve("ffmpeg"),
                "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
        for (Path file : List.of(program, script)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(find(FfmpegProperties.Sandbox.AUTO, script)).isNotEqualTo(FfmpegSandbox.FILES);
    }

    private String shell(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "ffmpeg"));
        command.addAll(List.of(arguments));
        try (FfmpegRun run = FfmpegRun.start(this.strongest.enter(command, Map.of()), Map.of(), 4L * 1024 * 1024, 0,
                Duration.ofSeconds(30), FfmpegListener.RunListener.NONE)) {
            return new String(run.output().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FfmpegSandbox find(FfmpegProperties.Sandbox mode) {
        return find(mode, TRUE);
    }

    private static FfmpegSandbox find(FfmpegProperties.Sandbox mode, Path program) {
        try {
            return FfmpegSandbox.find(mode, program, Map.of());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
