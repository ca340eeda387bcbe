/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A setting that cannot be used stops the start with a sentence, not with a stack trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnusableSettingsTests {

    @Test
    void aTrustedProxyThatIsNoAddress(CapturedOutput output) {
        assertStopped(output, "streamgate.network.trusted-proxies", "=10.0.0.0/99");
    }

    @Test
    void aValkeyServerWithoutADriver(CapturedOutput output) {
        assertStopped(output, "streamgate.valkey.uri", "=redis://127.0.0.1:6379");
        assertThat(output).contains("lettuce");
    }

    @Test
    void anAuditDirectoryThatIsAFile(CapturedOutput output, @TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertStopped(output, "streamgate.audit.directory", "=" + file);
    }

    private static void assertStopped(CapturedOutput output, String property, String value) {
        assertThatThrownBy(() -> RunningApplication.start(OpenApplication.class, property + value));
        assertThat(output).contains("APPLICATION FAILED TO START", "Description:", "Action:", property);
        assertThat(output.toString()).doesNotContain("\tat ");
    }

}
