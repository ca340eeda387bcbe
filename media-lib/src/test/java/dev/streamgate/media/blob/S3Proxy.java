/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** A real S3 server over a directory, in a separate process. */
final class S3Proxy implements AutoCloseable {

    static final String ACCESS_KEY = "local-identity";

    static final String SECRET_KEY = "local-credential";

    private final Process process;

    private final int port;

    S3Proxy(Path directory) throws IOException {
        this.port = freePort();
        Path data = Files.createDirectories(directory.resolve("s3"));
        Path properties = Files.write(directory.resolve("s3proxy.properties"),
                List.of("s3proxy.endpoint=http://127.0.0.1:" + this.port, "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + ACCESS_KEY, "s3proxy.credential=" + SECRET_KEY,
                        "jclouds.provider=filesystem-nio2", "jclouds.filesystem.basedir=" + data));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        this.process = new ProcessBuilder(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
                jar().toString(), "--properties", properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3proxy.log").toFile())
            .start();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(this::acceptsConnections);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + this.port);
    }

    private boolean acceptsConnections() {
        if (!this.process.isAlive()) {
            throw new IllegalStateException("s3proxy exited with status " + this.process.exitValue());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
            return true;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "s3proxy"))) {
            return files.filter((file) -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }

}
