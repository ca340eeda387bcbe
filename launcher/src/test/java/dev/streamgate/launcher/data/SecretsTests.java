/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecretsTests {

    @TempDir
    private Path folder;

    @Test
    void aPasswordIsGeneratedOnce() {
        Secrets secrets = DataDirectory.open(this.folder.resolve("home")).secrets();
        String password = secrets.password("postgres-auth");
        assertThat(password).hasSize(32).matches("[A-Za-z0-9_-]+");
        assertThat(secrets.password("postgres-upload")).isNotEqualTo(password);
        assertThat(DataDirectory.open(this.folder.resolve("home")).secrets().password("postgres-auth"))
            .isEqualTo(password);
    }

    @Test
    void aKeyHas256Bits() {
        assertThat(Base64.getDecoder().decode(DataDirectory.open(this.folder).secrets().key("session-key")))
            .hasSize(32);
    }

    @Test
    void onlyTheOwnerHasAccess() throws IOException {
        DataDirectory directory = DataDirectory.open(this.folder.resolve("home"));
        Secrets secrets = directory.secrets();
        secrets.key("session-key");
        assertThat(modeOf(directory.root())).isEqualTo("rwx------");
        assertThat(modeOf(directory.root().resolve("secrets"))).isEqualTo("rwx------");
        assertThat(modeOf(secrets.file("session-key"))).isEqualTo("rw-------");
    }

    @Test
    void permissionsOfOthersAreRemoved() throws IOException {
        Secrets secrets = DataDirectory.open(this.folder).secrets();
        secrets.key("session-key");
        Files.setPosixFilePermissions(secrets.file("session-key"), PosixFilePermissions.fromString("rw-r--r--"));
        secrets.key("session-key");
        assertThat(modeOf(secrets.file("session-key"))).isEqualTo("rw-------");
    }

    @Test
    void anEmptySecretIsNotReplacedSilently() throws IOException {
        Secrets secrets = DataDirectory.open(this.folder).secrets();
        Files.writeString(secrets.file("session-key"), "\n");
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> secrets.key("session-key"))
            .withMessageContaining("session-key");
    }

    @Test
    void noTemporaryFileRemains() throws IOException {
        Secrets secrets = DataDirectory.open(this.folder).secrets();
        secrets.key("session-key");
        try (var files = Files.list(this.folder.resolve("secrets"))) {
            assertThat(files).containsExactly(this.folder.resolve("secrets/session-key"));
        }
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

}
