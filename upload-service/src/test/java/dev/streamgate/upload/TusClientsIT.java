/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;

import static org.assertj.core.api.Assertions.assertThat;

/** The tus clients for JavaScript and Java. */
@UploadServiceTest
class TusClientsIT {

    private static final Path SCRIPT = Path.of("src", "test", "js").toAbsolutePath();

    private static final Path INSTALLED = Path.of("target", "js").toAbsolutePath();

    @TempDir
    static Path folder;

    private static Path clip;

    private final UploadClient client;

    @Autowired
    TusClientsIT(UploadClient client) {
        this.client = client.as("clients-" + System.nanoTime(), "creator");
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Clips.clip().seconds(3).write(folder.resolve("my clip.mp4"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "chunks", "resume", "parallel", "creation", "deferred" })
    void tusJsClientUploads(String mode) throws Exception {
        Assumptions.assumeTrue(canRun("node"), "Node.js is not installed: skipping tus-js-client");
        install();
        String address = run(Map.of("ACCESS_TOKEN", this.client.token()),
                List.of("node", INSTALLED.resolve("upload.mjs").toString(),
                        this.client.uri(UploadClient.TUS).toString(), clip.toString(), mode))
            .strip();
        JsonNode view = assertStored(address);
        assertThat(view.path("title").asString()).isEqualTo("Sent by tus-js-client: " + mode);
        assertThat(view.path("fileName").asString()).isEqualTo("my clip.mp4");
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).hasSize(1);
    }

    @Test
    void tusJavaClientUploads() throws Exception {
        TusUploader uploader = client().createUpload(new TusUpload(clip.toFile()));
        uploader.setChunkSize(10_000);
        uploader.setRequestPayloadSize(100_000);
        sendAll(uploader);
        assertStored(uploader.getUploadURL().toString());
    }

    @Test
    void tusJavaClientResumesAnUpload() throws Exception {
        TusClient tus = client();
        TusUploader first = tus.createUpload(new TusUpload(clip.toFile()));
        first.setChunkSize(50_000);
        first.setRequestPayloadSize(50_000);
        first.uploadChunk();
        first.uploadChunk();
        first.finish();
        TusUploader second = tus.resumeUpload(new TusUpload(clip.toFile()));
        assertThat(second.getOffset()).isEqualTo(100_000);
        sendAll(second);
        assertThat(second.getUploadURL()).isEqualTo(first.getUploadURL());
        assertStored(second.getUploadURL().toString());
    }

    @Test
    void tusJavaClientReceivesErrors() throws Exception {
        TusUpload empty = new TusUpload();
        empty.setInputStream(new ByteArrayInputStream(new byte[0]));
        empty.setSize(0);
        org.assertj.core.api.Assertions.assertThatExceptionOfType(io.tus.java.client.ProtocolException.class)
            .isThrownBy(() -> client().createUpload(empty))
            .withMessageContaining("400");
    }

    private TusClient client() throws IOException {
        TusClient tus = new TusClient();
        tus.setUploadCreationURL(this.client.uri(UploadClient.TUS).toURL());
        tus.setHeaders(Map.of("Authorization", "Bearer " + this.client.token()));
        tus.enableResuming(new TusURLMemoryStore());
        return tus;
    }

    private static void sendAll(TusUploader uploader) throws Exception {
        int sent;
        do {
            sent = uploader.uploadChunk();
        }
        while (sent > -1);
        uploader.finish();
    }

    private JsonNode assertStored(String address) throws IOException {
        JsonNode view = this.client.awaitEnd(UploadClient.id(address));
        assertThat(view.path("state").asString()).as(view.toString()).isEqualTo("stored");
        assertThat(view.path("sha256").asString()).isEqualTo(UploadClient.sha256(Files.readAllBytes(clip)));
        return view;
    }

    private static synchronized void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "upload.mjs")) {
            Files.copy(SCRIPT.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(INSTALLED.resolve("node_modules").resolve("tus-js-client"))) {
            run(Map.of(), List.of("npm", "ci", "--prefix", INSTALLED.toString(), "--no-audit", "--no-fund"));
        }
    }

    private static boolean canRun(String program) {
        try {
            run(Map.of(), List.of(program, "--version"));
            return true;
        }
        catch (Exception ex) {
            return false;
        }
    }

    private static String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().putAll(environment);
        Path log = Files.createTempFile(folder, "run", ".log");
        Process process = builder.redirectError(log.toFile()).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(command + "\n" + Files.readString(log)).isZero();
            return output;
        }
        finally {
            process.destroyForcibly();
        }
    }

}
