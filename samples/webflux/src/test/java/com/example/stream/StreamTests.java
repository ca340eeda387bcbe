/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.stream;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The library supports servlet applications only, and says so. */
@ExtendWith(OutputCaptureExtension.class)
class StreamTests {

    @Test
    void theStartIsRefusedWithASentence(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(StreamApplication.class, "--server.port=0").close());
        assertThat(output).contains("APPLICATION FAILED TO START", "Action:", "reactive");
        assertThat(output.toString()).doesNotContain("\tat ");
    }

    @Test
    void theLibraryBringsNoOtherWebServer() {
        List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map((entry) -> new File(entry).getName())
            .filter((name) -> name.matches("(tomcat-embed-core|jetty-server|spring-webmvc|spring-boot-webmvc).*"))
            .toList();
        assertThat(jars).isEmpty();
    }

}
