/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;

/** The store holds no object with this key. */
public final class BlobNotFoundException extends IOException {

    public BlobNotFoundException(String key) {
        super("Object not found: " + key);
    }

}
