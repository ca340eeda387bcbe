/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.nio.file.Path;

/** A source as a local file, which exists until it is closed. */
public interface SourceFile extends AutoCloseable {

    /** The file; read-only. */
    Path path();

    @Override
    void close();

}
