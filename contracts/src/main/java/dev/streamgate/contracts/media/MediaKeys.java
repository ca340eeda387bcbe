/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

/**
 * Where things lie in the blob store. Keys are relative, use {@code /}, and contain
 * nothing that a user typed.
 */
public final class MediaKeys {

    private MediaKeys() {
    }

    /** The bytes of a finished upload. */
    public static String source(String uploadId) {
        return "uploads/" + uploadId;
    }

    /** The plan of a video. */
    public static String presentation(String packageKey) {
        return folder(packageKey) + "presentation.json";
    }

    /** A lossless copy of the source in a container that can be cut and sought in. */
    public static String media(String packageKey) {
        return folder(packageKey) + "media.bin";
    }

    /** The init section of a rendition. */
    public static String init(String packageKey, String rendition) {
        return folder(packageKey) + rendition + "/init.mp4";
    }

    /** A media segment of a rendition, numbered from 0. */
    public static String segment(String packageKey, String rendition, int number) {
        return folder(packageKey) + rendition + "/" + number + ".m4s";
    }

    /** The still picture of a video. */
    public static String thumbnail(String packageKey) {
        return folder(packageKey) + "thumbnail.jpg";
    }

    /** A page of the storyboard, numbered from 0. */
    public static String storyboard(String packageKey, int page) {
        return folder(packageKey) + "storyboard-" + page + ".jpg";
    }

    /** The folder of everything made for one presentation, with a slash at its end. */
    public static String folder(String packageKey) {
        return "media/" + packageKey + "/";
    }

}
