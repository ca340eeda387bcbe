/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.notes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the application without some dependencies of hardening-lib: in a process whose
 * class path lacks their jars.
 */
@Timeout(300)
class OptionalDependenciesTests {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    static Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "spring-(boot-)?security.*", "spring-boot-(actuator|health).*",
            "(spring-boot-cache|spring-context-support|spring-boot-restclient).*" })
    void theApplicationStartsWithout(String jars) throws Exception {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> kept = all.stream().filter((entry) -> !new File(entry).getName().matches(jars)).toList();
        assertThat(kept).hasSizeLessThan(all.size());
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", String.join(File.pathSeparator, kept), NotesApplication.class.getName(),
                "--server.port=0", "--streamgate.security.resource-server.enabled=" + !jars.contains("security"),
                "--streamgate.audit.directory=" + directory.resolve("audit"))
            .redirectErrorStream(true)
            .start();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(process) + "/notes/1")).build(),
                        HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("urn:streamgate:problem:not-found");
            assertThat(response.headers().firstValue("RateLimit-Policy")).contains("\"notes\";q=20;w=10");
        }
        finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String port(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return started.group(1);
            }
            output.append(line).append('\n');
        }
        throw new AssertionError("The application did not start:\n" + output);
    }

}
