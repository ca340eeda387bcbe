/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.presentation.PresentationStore;

/**
 * Caches presentations, which never change. Thread-safe.
 */
@Component
public class PresentationCache {

    /** The query parameter that carries the version. */
    public static final String VERSION = "v";

    private static final int VERSION_LENGTH = 12;

    private final PresentationStore presentations;

    PresentationCache(PresentationStore presentations) {
        this.presentations = presentations;
    }

    /**
     * The storyboard of a presentation.
     * @throws ProblemException 404 if the video has no pictures
     */
    public static Storyboard storyboard(Presentation presentation) {
        Storyboard storyboard = presentation.storyboard();
        if (storyboard == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The video has no pictures.");
        }
        return storyboard;
    }

    /** The version that distinguishes the files of a package in URLs. */
    public static String version(String packageKey) {
        return packageKey.substring(0, Math.min(VERSION_LENGTH, packageKey.length()));
    }

    /**
     * The presentation of a package.
     * @throws ProblemException 404 if the package does not exist, 503 if the store fails
     */
    @Cacheable(cacheNames = "presentations", sync = true)
    public Presentation get(String packageKey) {
        return MediaStore.call(() -> this.presentations.get(packageKey));
    }

}
