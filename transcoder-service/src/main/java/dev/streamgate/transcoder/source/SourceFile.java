/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.nio.file.Path;

/**
 * A source as a local file, which exists until it is closed, once.
 *
 * @param path the file; read-only
 * @param release releases the file
 */
public record SourceFile(Path path, Runnable release) implements AutoCloseable {

    @Override
    public void close() {
        this.release.run();
    }

}
