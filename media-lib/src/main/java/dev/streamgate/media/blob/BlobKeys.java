/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.util.regex.Pattern;

/**
 * What a key may look like: segments of {@code [A-Za-z0-9._-]} between slashes, none
 * empty, none starting with a dot, at most 512 characters. So a key never leaves its
 * directory and never meets the store's own hidden folders.
 */
final class BlobKeys {

    private static final int MAX_LENGTH = 512;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private BlobKeys() {
    }

    static String check(String key) {
        if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Not a blob key");
        }
        return key;
    }

    /** A folder is a key with one slash at its end. */
    static String checkFolder(String folder) {
        if (!folder.endsWith("/")) {
            throw new IllegalArgumentException("A blob folder ends with a slash");
        }
        check(folder.substring(0, folder.length() - 1));
        return folder;
    }

}
