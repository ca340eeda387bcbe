/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Reads presentations. They never change, so the ones in use are kept. Safe for threads.
 */
@Component
public class PresentationCache {

    /** The query parameter that carries the version. */
    public static final String VERSION = "v";

    private static final int VERSION_LENGTH = 12;

    private final MediaStore store;

    private final JsonMapper json;

    PresentationCache(MediaStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    /** The storyboard, or a 404 problem where there is no picture. */
    public static Storyboard storyboard(Presentation presentation) {
        Storyboard storyboard = presentation.storyboard();
        if (storyboard == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "It has no picture.");
        }
        return storyboard;
    }

    /** Tells the files of a package from those of others, in addresses. */
    public static String version(String packageKey) {
        return packageKey.substring(0, Math.min(VERSION_LENGTH, packageKey.length()));
    }

    /**
     * The presentation of a package.
     * @throws ProblemException 404 when there is none (any more)
     */
    @Cacheable(cacheNames = "presentations", sync = true)
    public Presentation get(String packageKey) {
        try (InputStream body = this.store.open(MediaKeys.presentation(packageKey), 0, Long.MAX_VALUE)) {
            return this.json.readValue(body, Presentation.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
