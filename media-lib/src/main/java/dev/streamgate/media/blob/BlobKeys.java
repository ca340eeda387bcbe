/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.util.regex.Pattern;

/**
 * Validates keys: segments of {@code [A-Za-z0-9._-]} separated by slashes, none empty,
 * none starting with a dot, at most 512 characters. A valid key never leaves the store's
 * directory and never names one of its hidden folders.
 */
final class BlobKeys {

    private static final int MAX_LENGTH = 512;

    private static final int MAX_PAGE = 1000;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private BlobKeys() {
    }

    static String check(String key) {
        if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Invalid blob key");
        }
        return key;
    }

    /** A folder is a key with one trailing slash. */
    static String checkFolder(String folder) {
        if (!folder.endsWith("/")) {
            throw new IllegalArgumentException("A blob folder must end with a slash");
        }
        check(folder.substring(0, folder.length() - 1));
        return folder;
    }

    static int checkPageSize(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("The page size must be between 1 and " + MAX_PAGE);
        }
        return limit;
    }

}
