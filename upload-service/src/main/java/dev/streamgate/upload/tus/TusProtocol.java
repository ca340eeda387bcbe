/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemType;

/** Paths, headers and problem types of tus 1.0.0. */
final class TusProtocol {

    static final String PATH = "/api/v1/uploads/tus";

    static final String VERSION = "1.0.0";

    static final String EXTENSIONS = "creation,creation-with-upload,creation-defer-length,termination,checksum,"
            + "expiration,concatenation";

    static final String CONTENT_TYPE = "application/offset+octet-stream";

    static final String TUS_RESUMABLE = "Tus-Resumable";

    static final String TUS_VERSION = "Tus-Version";

    static final String TUS_EXTENSION = "Tus-Extension";

    static final String TUS_MAX_SIZE = "Tus-Max-Size";

    static final String TUS_CHECKSUM_ALGORITHM = "Tus-Checksum-Algorithm";

    static final String UPLOAD_OFFSET = "Upload-Offset";

    static final String UPLOAD_LENGTH = "Upload-Length";

    static final String UPLOAD_DEFER_LENGTH = "Upload-Defer-Length";

    static final String UPLOAD_METADATA = "Upload-Metadata";

    static final String UPLOAD_CONCAT = "Upload-Concat";

    static final String UPLOAD_CHECKSUM = "Upload-Checksum";

    static final String UPLOAD_EXPIRES = "Upload-Expires";

    static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    static final ProblemType UNSUPPORTED_VERSION = ProblemType.of("unsupported-tus-version",
            HttpStatus.PRECONDITION_FAILED, "The version of tus is not supported");

    static final ProblemType NOT_APPENDABLE = ProblemType.of("upload-not-appendable", HttpStatus.FORBIDDEN,
            "A final upload does not accept bytes");

    private TusProtocol() {
    }

}
