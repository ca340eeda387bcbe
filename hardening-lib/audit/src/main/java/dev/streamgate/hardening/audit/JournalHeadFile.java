/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jspecify.annotations.Nullable;

/**
 * Writes the file with the latest signed head. Verification reports a journal of several
 * checkpoints without it, so no checkpoint follows one whose head is not durable. Not
 * thread-safe.
 */
final class JournalHeadFile {

    private final Path directory;

    private final String publicKey;

    private @Nullable String unwritten;

    JournalHeadFile(Path directory, String publicKey) {
        this.directory = directory;
        this.publicKey = publicKey;
    }

    /** Sets the object of the latest checkpoint and writes it. */
    void write(String checkpoint) throws IOException {
        this.unwritten = checkpoint;
        flush();
    }

    /** Writes the latest checkpoint again if that failed. */
    void flush() throws IOException {
        String checkpoint = this.unwritten;
        if (checkpoint == null) {
            return;
        }
        Path fresh = this.directory.resolve(JournalFiles.HEAD + ".new");
        // Durable before the rename, or a power failure could leave an empty head.
        SegmentFile.write(fresh, (checkpoint + "\n" + this.publicKey + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(fresh, this.directory.resolve(JournalFiles.HEAD), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        SegmentFile.forceDirectory(this.directory);
        this.unwritten = null;
    }

}
