/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import dev.streamgate.contracts.upload.UploadState;

/**
 * States and kinds of uploads as SQL literals: a partial index matches a literal, but no
 * bound parameter. The column holds the name of the constant.
 */
public final class UploadSql {

    /** {@link UploadKind#PARTIAL}. */
    public static final String PARTIAL = literal(UploadKind.PARTIAL);

    /** {@link UploadState#OPEN}. */
    public static final String OPEN = literal(UploadState.OPEN);

    /** {@link UploadState#VERIFYING}. */
    public static final String VERIFYING = literal(UploadState.VERIFYING);

    /** {@link UploadState#STORED}. */
    public static final String STORED = literal(UploadState.STORED);

    /** {@link UploadState#REJECTED}. */
    public static final String REJECTED = literal(UploadState.REJECTED);

    /** {@link UploadState#ABORTED}. */
    public static final String ABORTED = literal(UploadState.ABORTED);

    /** {@link UploadState#EXPIRED}. */
    public static final String EXPIRED = literal(UploadState.EXPIRED);

    /** The operand of {@code IN} for the terminal states without a stored file. */
    public static final String ENDED = "(" + String.join(", ", REJECTED, ABORTED, EXPIRED) + ")";

    private UploadSql() {
    }

    private static String literal(Enum<?> constant) {
        return "'" + constant.name() + "'";
    }

}
