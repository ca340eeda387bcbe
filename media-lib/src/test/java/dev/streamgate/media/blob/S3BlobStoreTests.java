/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** A server with quirks that the real one of {@link S3BlobStoreIT} lacks. */
class S3BlobStoreTests {

    private static final String LISTED = """
            <ListBucketResult><Name>media</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>
            <Key>x/a</Key><LastModified>2026-11-21T12:00:00.000Z</LastModified><Size>7</Size>
            </Contents></ListBucketResult>""";

    private static final String UNDELETED = """
            <DeleteResult><Error><Key>x/a</Key><Code>InternalError</Code><Message>Try again</Message></Error>
            </DeleteResult>""";

    private final Queue<Integer> conflicts = new ConcurrentLinkedQueue<>();

    private volatile String lastModified = "Sat, 21 Nov 2026 12:00:00 GMT";

    @TempDir
    private Path directory;

    private HttpServer server;

    private S3Client client;

    private BlobStore store;

    @BeforeEach
    void serve() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/media", (exchange) -> {
            byte[] list = LISTED.getBytes(StandardCharsets.UTF_8);
            Integer status = exchange.getRequestMethod().equals("PUT") ? this.conflicts.poll() : null;
            if (status != null) {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
                return;
            }
            if (exchange.getRequestMethod().equals("POST")) {
                list = UNDELETED.getBytes(StandardCharsets.UTF_8);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Last-Modified", this.lastModified);
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", "7");
            }
            exchange.sendResponseHeaders(200, head ? -1 : list.length);
            if (!head) {
                exchange.getResponseBody().write(list);
            }
            exchange.close();
        });
        this.server.start();
        this.client = S3Bucket
            .client(new BlobStoreProperties.S3(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()),
                    "us-east-1", "media", "access", "secret", true));
        this.store = new S3BlobStore(new S3Bucket(this.client, "media"), this.directory);
    }

    @AfterEach
    void stop() {
        this.client.close();
        this.server.stop(0);
    }

    @Test
    void withoutAnEtagSizeAndTimeIdentifyTheVersion() throws IOException {
        Blob before = this.store.stat("x/a").orElseThrow();
        assertThat(before.size()).isEqualTo(7);
        assertThat(before.etag()).isNotEmpty();
        assertThat(this.store.stat("x/a")).contains(before);
        assertThat(this.store.list("x/", null, 10)).isEqualTo(List.of(before));
        this.lastModified = "Sat, 21 Nov 2026 12:00:01 GMT";
        assertThat(this.store.stat("x/a").orElseThrow().etag()).isNotEqualTo(before.etag());
    }

    @Test
    void aConflictIsNoAnswerWhetherTheKeyIsTaken() throws IOException {
        this.conflicts.addAll(List.of(409, 409));
        assertThat(this.store.putIfAbsent("x/a", new ByteArrayInputStream(new byte[1]), 1)).isTrue();
        assertThat(this.conflicts).isEmpty();
        this.conflicts.addAll(List.of(409, 412));
        assertThat(this.store.putIfAbsent("x/a", new ByteArrayInputStream(new byte[1]), 1)).isFalse();
        this.conflicts.addAll(Collections.nCopies(10, 409));
        assertThatIOException()
            .isThrownBy(() -> this.store.putIfAbsent("x/a", new ByteArrayInputStream(new byte[1]), 1));
    }

    @Test
    void anObjectThatIsNotDeletedFailsTheDeletionOfItsFolder() {
        assertThatIOException().isThrownBy(() -> this.store.deleteFolder("x/")).withMessageContaining("x/a");
    }

}
