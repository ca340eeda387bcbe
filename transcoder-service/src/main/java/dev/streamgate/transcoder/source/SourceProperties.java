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
 * Local files of tasks.
 *
 * @param scratchDirectory Directory for temporary files; processes may share it. Default:
 * streamgate-transcoder in the system's temporary directory.
 * @param cacheSize Maximum size of all cached sources, if the blob store is not a
 * directory. A larger source is still downloaded, but not kept.
 */
@ConfigurationProperties("streamgate.transcoder.source")
public record SourceProperties(@Nullable Path scratchDirectory, @DefaultValue("50GB") DataSize cacheSize) {

    /** The effective scratch directory. */
    Path directory() {
        Path configured = this.scratchDirectory;
        return (configured != null) ? configured
                : Path.of(System.getProperty("java.io.tmpdir"), "streamgate-transcoder");
    }

}
