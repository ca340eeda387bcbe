/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

/** Which way an upload comes in. */
public enum UploadKind {

    /** By tus, in order. */
    TUS,

    /** By tus, a part of a final upload; never a video of its own. */
    PARTIAL,

    /** By tus, put together of partial uploads. */
    FINAL,

    /** As a form, in one go. */
    FORM,

    /** In numbered chunks, in any order. */
    CHUNKS

}
