/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.testing.security.WithTestTokens;

/**
 * Starts the service with a disk store and stubs of metadata-service and worker-service.
 */
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.streaming.session.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "streamgate.streaming.gate.content-ttl=0s", "streamgate.streaming.on-demand.max-wait=1s" })
abstract class StreamingServiceFixture {

    static final byte[] SEGMENT = new byte[300_000];

    static final String OWNER = StubMetadataAndWorker.OWNER;

    static final StubMetadataAndWorker services = new StubMetadataAndWorker();

    @Autowired
    BlobStore blobs;

    @LocalServerPort
    int port;

    RestTestClient client;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        new Random(1).nextBytes(SEGMENT);
        Path media = Path.of("target", "streaming-service-tests").toAbsolutePath();
        FileSystemUtils.deleteRecursively(media);
        registry.add("streamgate.blobs.directory", media::toString);
        services.register(registry);
    }

    @BeforeEach
    void publish() throws IOException {
        this.client = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
            .baseUrl("http://127.0.0.1:" + this.port)
            .build();
        Presentation film = new Presentation("film", "uploads/u", "uploads/u", 8, 1280, 720, 30, 30_000,
                List.of(120_000L, 120_000L), List.of(120, 120),
                List.of(new VideoRendition("source", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.REMUX)),
                List.of(new AudioRendition("audio", "und", 2, 48_000, 128_000, "mp4a.40.2", List.of(384_000L),
                        Mode.REMUX)),
                null, null);
        put(MediaKeys.presentation("film"), JsonMapper.builder().build().writeValueAsBytes(film));
        put(MediaKeys.init("film", "source"), new byte[] { 1, 2, 3 });
        put(MediaKeys.segment("film", "source", 0), SEGMENT);
        services.content("mine", "ready", "private", "null");
        services.content("open", "published", "public", "null");
        services.content("role", "published", "gated", "{\"type\":\"role\",\"role\":\"operator\"}");
        services.contentAs("new",
                services.contentOf("mine")
                    .replace("\"film\"", "null")
                    .replace("\"playable\":true", "\"playable\":false"));
    }

    RestTestClient.ResponseSpec get(String path, String token) {
        return this.client.get().uri(URI.create("http://127.0.0.1:" + this.port + path)).headers((headers) -> {
            if (token != null) {
                headers.setBearerAuth(token);
            }
        }).exchange();
    }

    void put(String key, byte[] bytes) throws IOException {
        this.blobs.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

}
