/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * Passwords and keys, generated once, each in a file with mode 0600. Callers hold the
 * data directory's lock, since a missing secret is generated on access.
 */
public final class Secrets {

    private static final int PASSWORD_BYTES = 24;

    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** Whether a secret exists. */
    public boolean contains(String name) {
        return Files.exists(file(name));
    }

    /**
     * A password: 192 random bits as 32 characters that need no escaping in URLs and SQL.
     * @param name letters, digits and hyphens
     */
    public String password(String name) {
        return contains(name) ? read(name) : keep(name, Base64.getUrlEncoder().encodeToString(bytes(PASSWORD_BYTES)));
    }

    /**
     * A key of 256 random bits, in Base64.
     * @param name letters, digits and hyphens
     */
    public String key(String name) {
        return contains(name) ? read(name) : keep(name, Base64.getEncoder().encodeToString(bytes(KEY_BYTES)));
    }

    /** The file of a secret. */
    public Path file(String name) {
        return this.folder.resolve(name);
    }

    private String read(String name) {
        String value = OwnerOnlyFiles.read(file(name));
        if (value.isEmpty()) {
            throw new LaunchFailure(
                    "The file of the secret " + file(name) + " is empty. Restore it from a backup, or delete"
                            + " the file and the data that the secret protects.");
        }
        return value;
    }

    private String keep(String name, String value) {
        OwnerOnlyFiles.write(file(name), value + "\n");
        return value;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        this.random.nextBytes(bytes);
        return bytes;
    }

}
