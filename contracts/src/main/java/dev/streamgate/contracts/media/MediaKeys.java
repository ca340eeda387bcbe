/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

/**
 * Keys of the blob store. They are relative, separated by {@code /}, and contain no user
 * input.
 */
public final class MediaKeys {

    private MediaKeys() {
    }

    /** The uploaded source. */
    public static String source(String uploadId) {
        return "uploads/" + uploadId;
    }

    /** The presentation of a package. */
    public static String presentation(String packageKey) {
        return folder(packageKey) + "presentation.json";
    }

    /** The lossless copy of a source in a seekable container. */
    public static String media(String packageKey) {
        return folder(packageKey) + "media.bin";
    }

    /** The init section of a rendition. */
    public static String init(String packageKey, String rendition) {
        return folder(packageKey) + rendition + "/init.mp4";
    }

    /** A media segment of a rendition; numbers start at 0. */
    public static String segment(String packageKey, String rendition, int number) {
        return folder(packageKey) + rendition + "/" + number + ".m4s";
    }

    /** The thumbnail of a video. */
    public static String thumbnail(String packageKey) {
        return folder(packageKey) + "thumbnail.jpg";
    }

    /** A page of the storyboard; numbers start at 0. */
    public static String storyboard(String packageKey, int page) {
        return folder(packageKey) + "storyboard-" + page + ".jpg";
    }

    /** The WebVTT file of subtitles; {@code name} as in the presentation. */
    public static String subtitles(String packageKey, String name) {
        return folder(packageKey) + name + ".vtt";
    }

    /** The folder of a package, with a trailing slash. */
    public static String folder(String packageKey) {
        return "media/" + packageKey + "/";
    }

}
