/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes an application with all modules ahead of time, as Spring Boot's Maven plugin
 * does, and starts the result with settings that were not known at build time.
 */
class AheadOfTimeIT {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void anApplicationProcessedAheadOfTimeBehavesAsOneThatIsNot() throws Exception {
        Path classes = process();
        Path journal = this.directory.resolve("journal");
        Path log = this.directory.resolve("log");
        Process application = new ProcessBuilder(java("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dspring.aot.enabled=true", "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                AheadOfTimeApplication.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
                "--streamgate.audit.directory=" + journal, "--streamgate.rate-limit.plans.orders.capacity=2",
                "--streamgate.rate-limit.plans.orders.refill=1", "--streamgate.rate-limit.plans.orders.period=1h")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
        try {
            int port = port(application, log);
            assertThat(post(port, "/orders").statusCode()).as("the first order").isEqualTo(200);
            HttpResponse<String> conflict = post(port, "/conflicts");
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(conflict.body()).contains("The order exists.");
            assertThat(post(port, "/orders").statusCode()).as("beyond the plan").isEqualTo(429);
            assertThat(Files.readString(log)).as("beans created too early")
                .doesNotContain("not eligible for getting processed by all BeanPostProcessors");
            try (Stream<Path> files = Files.walk(journal)) {
                assertThat(files.filter(Files::isRegularFile).map(AheadOfTimeIT::text))
                    .anySatisfy((text) -> assertThat(text).contains("order.place"));
            }
        }
        finally {
            application.destroy();
            application.waitFor();
        }
    }

    /** Returns the directory with the generated classes and resources. */
    private Path process() throws Exception {
        Path sources = this.directory.resolve("sources");
        Path classes = Files.createDirectories(this.directory.resolve("classes"));
        // The settings of the start are not known here.
        SpringApplicationAotProcessor
            .main(new String[] { AheadOfTimeApplication.class.getName(), sources.toString(), classes.toString(),
                    classes.toString(), "com.example", "orders", "--server.port=0", "--server.address=127.0.0.1" });
        List<String> options = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(options::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
            .as("exit code of javac")
            .isZero();
        return classes;
    }

    private static String java(String command) {
        return Path.of(System.getProperty("java.home"), "bin", command).toString();
    }

    private static int port(Process application, Path log) throws Exception {
        while (true) {
            Matcher port = PORT.matcher(Files.readString(log));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            assertThat(application.isAlive()).as(() -> text(log)).isTrue();
            application.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    private HttpResponse<String> post(int port, String path) throws Exception {
        return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

}
