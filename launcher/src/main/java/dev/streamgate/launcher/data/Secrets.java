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
 * Passwords and keys, each made once and kept in a file of its own with mode 0600. The
 * caller holds the home's lock while secrets may be made.
 */
public final class Secrets {

    private static final int PASSWORD_BYTES = 24;

    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** Whether a secret was made before. */
    public boolean contains(String name) {
        return Files.exists(file(name));
    }

    /**
     * A password: 192 random bits as 32 characters that are safe in URLs and in SQL.
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

    /** Where a secret is kept. */
    public Path file(String name) {
        return this.folder.resolve(name);
    }

    private String read(String name) {
        String value = OwnerOnlyFiles.read(file(name));
        if (value.isEmpty()) {
            throw new LaunchFailure("The secret in " + file(name) + " is empty. Restore it from a backup, or delete it"
                    + " and what was protected with it.");
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
