/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where sources are kept while they are worked on.
 *
 * @param scratchDirectory Directory for files that are needed for a while; several
 * processes may share it. A folder of the system's temporary directory when absent.
 * @param cacheSize Most bytes of downloaded sources, where the blob store is not a
 * directory. A source larger than this is still downloaded, alone.
 */
@ConfigurationProperties("streamgate.transcoder.source")
public record SourceProperties(@Nullable Path scratchDirectory, @DefaultValue("50GB") DataSize cacheSize) {

    /** The scratch directory that counts. */
    Path directory() {
        Path configured = this.scratchDirectory;
        return (configured != null) ? configured
                : Path.of(System.getProperty("java.io.tmpdir"), "streamgate-transcoder");
    }

}
