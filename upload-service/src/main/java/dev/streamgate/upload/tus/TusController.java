/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.ingest.UploadAppender;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadSessions.Created;

/**
 * tus 1.0.0, see <a href="https://tus.io/protocols/resumable-upload">tus.io</a>. The
 * response to the last byte confirms durability only; {@code GET /api/v1/uploads/{id}}
 * gives the result of the verification, usually within a second.
 */
@RestController
@RequestMapping(TusProtocol.PATH)
@RateLimited("upload")
class TusController {

    private final UploadSessions sessions;

    private final UploadAppender appender;

    private final FinalUploads finalUploads;

    private final UploadLimits limits;

    TusController(UploadSessions sessions, UploadAppender appender, FinalUploads finalUploads, UploadLimits limits) {
        this.sessions = sessions;
        this.appender = appender;
        this.finalUploads = finalUploads;
        this.limits = limits;
    }

    @RequestMapping(path = { "", "/{id}" }, method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
            .header(TusProtocol.TUS_VERSION, TusProtocol.VERSION)
            .header(TusProtocol.TUS_EXTENSION, TusProtocol.EXTENSIONS)
            .header(TusProtocol.TUS_MAX_SIZE, Long.toString(this.limits.maxSize()))
            .header(TusProtocol.TUS_CHECKSUM_ALGORITHM, "sha1,sha256")
            .build();
    }

    @LongRunning
    @PostMapping
    @PreAuthorize("hasRole('CREATOR')")
    @Audited("upload.create")
    ResponseEntity<Void> create(HttpServletRequest http) throws IOException {
        Caller caller = Caller.required();
        TusRequest request = new TusRequest(http);
        TusMetadata metadata = request.metadata();
        if (request.isFinal()) {
            request.requireNoLength();
            UploadSession session = this.finalUploads.create(caller, request.parts(), metadata);
            return ResponseEntity.created(TusResponseHeaders.location(session)).build();
        }
        Long length = request.length();
        boolean withBytes = request.hasBytes();
        if (withBytes && length != null && request.bodyLength() > length) {
            throw new ProblemException(UploadProblems.LENGTH_EXCEEDED, "The body is longer than Upload-Length.");
        }
        Created created = this.sessions.create(caller,
                new NewUpload(request.isPartial() ? UploadKind.PARTIAL : UploadKind.TUS, metadata.get("filename"),
                        metadata.get("title"), metadata.get("contentId"), length, null, null, metadata.header(),
                        List.of(), request.idempotencyKey()));
        UploadSession session = created.session();
        ResponseEntity.BodyBuilder response = ResponseEntity.created(TusResponseHeaders.location(session));
        if (withBytes) {
            long offset = created.fresh() ? appendFirst(session, request) : this.appender.offset(session);
            response.header(TusProtocol.UPLOAD_OFFSET, Long.toString(offset));
        }
        return response.headers((headers) -> TusResponseHeaders.expiry(headers, this.sessions.reload(session))).build();
    }

    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> head(@PathVariable String id) throws IOException {
        UploadSession session = requireTus(this.sessions.requireReadable(id, Caller.required()));
        this.sessions.requireActive(session);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (session.kind() != UploadKind.FINAL || session.state() == UploadState.STORED) {
            response.header(TusProtocol.UPLOAD_OFFSET, Long.toString(this.appender.offset(session)));
        }
        return response.headers((headers) -> TusResponseHeaders.description(headers, session)).build();
    }

    @LongRunning
    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('CREATOR')")
    ResponseEntity<Void> patch(@PathVariable String id, HttpServletRequest http) throws IOException {
        UploadSession session = requireTus(this.sessions.requireOwned(id, Caller.required()));
        if (session.kind() == UploadKind.FINAL) {
            throw new ProblemException(TusProtocol.NOT_APPENDABLE, "Append to its parts instead.");
        }
        this.sessions.requireActive(session);
        long offset = this.appender.append(session, new TusRequest(http).append());
        return ResponseEntity.noContent()
            .header(TusProtocol.UPLOAD_OFFSET, Long.toString(offset))
            .headers((headers) -> TusResponseHeaders.expiry(headers, this.sessions.reload(session)))
            .build();
    }

    @DeleteMapping("/{id}")
    @Audited("upload.delete")
    ResponseEntity<Void> terminate(@PathVariable String id) throws IOException {
        UploadSession session = requireTus(this.sessions.requireReadable(id, Caller.required()));
        this.sessions.requireActive(session);
        this.sessions.abort(session);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    /** Hides uploads of the other protocols. */
    private static UploadSession requireTus(UploadSession session) {
        return switch (session.kind()) {
            case TUS, PARTIAL, FINAL -> session;
            case FORM, CHUNKS -> throw new ProblemException(ProblemType.NOT_FOUND, "This is not a tus upload.");
        };
    }

    /**
     * Appends the bytes of a creation. The client does not learn the URL of the upload if
     * they are rejected, so the upload is aborted.
     */
    private long appendFirst(UploadSession session, TusRequest request) throws IOException {
        boolean appended = false;
        try {
            long offset = this.appender.append(session, request.firstAppend());
            appended = true;
            return offset;
        }
        finally {
            if (!appended) {
                this.sessions.abort(session);
            }
        }
    }

}
