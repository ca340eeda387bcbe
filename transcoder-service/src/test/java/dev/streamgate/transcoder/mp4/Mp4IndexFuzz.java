/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.media.clips.Clips;

/** A file whose boxes are damaged is read, or rejected by a checked exception. */
class Mp4IndexFuzz {

    @TempDir
    private static Path directory;

    private static byte[] clip = {};

    @FuzzTest(maxDuration = "20s")
    void anyDamageIsReadOrRejected(FuzzedDataProvider data) throws Exception {
        byte[] bytes = data.consumeBoolean() ? damaged(data) : data.consumeRemainingAsBytes();
        Path file = Files.write(directory.resolve("fuzzed.mp4"), bytes);
        try {
            Mp4Index.read(file);
        }
        catch (IOException ex) {
            // How damage is reported.
        }
    }

    private static byte[] damaged(FuzzedDataProvider data) throws Exception {
        byte[] bytes = clip().clone();
        int patches = data.consumeInt(1, 8);
        for (int patch = 0; patch < patches; patch++) {
            int offset = data.consumeInt(0, bytes.length - 1);
            byte[] value = data.consumeBytes(8);
            System.arraycopy(value, 0, bytes, offset, Math.min(value.length, bytes.length - offset));
        }
        return data.consumeBoolean() ? bytes : Arrays.copyOf(bytes, data.consumeInt(0, bytes.length));
    }

    /** Only the boxes before the media data, so that most patches hit a table. */
    private static synchronized byte[] clip() throws Exception {
        if (clip.length == 0) {
            Path file = Clips.clip().seconds(1).output("-movflags", "+faststart").write(directory.resolve("clip.mp4"));
            clip = Arrays.copyOf(Files.readAllBytes(file), 4096);
        }
        return clip;
    }

}
