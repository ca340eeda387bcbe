/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

/** The protocol by which an upload arrives. */
public enum UploadKind {

    /** A tus upload. */
    TUS,

    /** A partial tus upload: part of a final upload, never a video of its own. */
    PARTIAL,

    /** A final tus upload: the concatenation of partial uploads. */
    FINAL,

    /** An HTML form in one request. */
    FORM,

    /** Numbered chunks in any order. */
    CHUNKS

}
