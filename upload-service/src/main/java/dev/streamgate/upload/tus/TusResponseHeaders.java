/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.net.URI;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.upload.session.UploadSession;

/** Response headers that describe an upload. */
final class TusResponseHeaders {

    private TusResponseHeaders() {
    }

    static URI location(UploadSession session) {
        return URI.create(path(session.id()));
    }

    /** Sets length, metadata, concatenation and expiry. */
    static void description(HttpHeaders headers, UploadSession session) {
        if (session.size() != null) {
            headers.set(TusProtocol.UPLOAD_LENGTH, session.size().toString());
        }
        else {
            headers.set(TusProtocol.UPLOAD_DEFER_LENGTH, "1");
        }
        if (session.metadata() != null) {
            headers.set(TusProtocol.UPLOAD_METADATA, session.metadata());
        }
        switch (session.kind()) {
            case PARTIAL -> headers.set(TusProtocol.UPLOAD_CONCAT, "partial");
            case FINAL -> headers.set(TusProtocol.UPLOAD_CONCAT,
                    session.parts()
                        .stream()
                        .map(TusResponseHeaders::path)
                        .collect(Collectors.joining(" ", "final;", "")));
            case TUS, FORM, CHUNKS -> {
            }
        }
        expiry(headers, session);
    }

    /** Sets the expiry of an open upload. */
    static void expiry(HttpHeaders headers, UploadSession session) {
        if (session.state() == UploadState.OPEN) {
            headers.setInstant(TusProtocol.UPLOAD_EXPIRES, session.expiresAt());
        }
    }

    private static String path(String id) {
        return TusProtocol.PATH + "/" + id;
    }

}
