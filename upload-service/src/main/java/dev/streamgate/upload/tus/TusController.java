/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadAppender;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadSessions.Opened;

/**
 * tus 1.0.0, see <a href="https://tus.io/protocols/resumable-upload">tus.io</a>. The
 * reply to the last byte says that it is durable; what the bytes are is told by
 * {@code GET /api/v1/uploads/{id}} a moment later.
 */
@RestController
@RequestMapping(TusProtocol.PATH)
@RateLimited("upload")
class TusController {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
        .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
        .withZone(ZoneOffset.UTC);

    private final UploadSessions sessions;

    private final UploadAppender bytes;

    private final Concatenation concatenation;

    private final UploadLimits bounds;

    TusController(UploadSessions sessions, UploadAppender bytes, Concatenation concatenation, UploadLimits bounds) {
        this.sessions = sessions;
        this.bytes = bytes;
        this.concatenation = concatenation;
        this.bounds = bounds;
    }

    @RequestMapping(path = { "", "/{id}" }, method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
            .header(TusProtocol.TUS_VERSION, TusProtocol.VERSION)
            .header(TusProtocol.TUS_EXTENSION, TusProtocol.EXTENSIONS)
            .header(TusProtocol.TUS_MAX_SIZE, Long.toString(this.bounds.maxSize()))
            .header(TusProtocol.TUS_CHECKSUM_ALGORITHM, "sha1,sha256")
            .build();
    }

    @PostMapping
    @PreAuthorize("hasRole('CREATOR')")
    @Audited("upload.create")
    ResponseEntity<Void> create(HttpServletRequest http) throws IOException {
        Caller caller = Caller.required();
        TusRequest request = new TusRequest(http);
        TusMetadata metadata = request.metadata();
        if (request.isFinal()) {
            request.requireNoLength();
            UploadSession session = this.concatenation.open(caller, request.parts(), metadata);
            return ResponseEntity.created(location(session)).build();
        }
        Long length = request.length();
        boolean withBytes = request.hasBytes();
        if (withBytes && length != null && request.bodyLength() > length) {
            throw new ProblemException(UploadProblems.BEYOND_LENGTH, "The body is longer than Upload-Length.");
        }
        Opened opened = this.sessions.open(caller,
                new NewUpload(request.isPartial() ? UploadKind.PARTIAL : UploadKind.TUS, metadata.get("filename"),
                        metadata.get("title"), metadata.get("contentId"), length, null, null, metadata.raw(), List.of(),
                        request.idempotencyKey()));
        UploadSession session = opened.session();
        ResponseEntity.BodyBuilder reply = ResponseEntity.created(location(session));
        if (withBytes) {
            long offset = opened.fresh() ? firstBytes(session, request) : this.bytes.offset(session);
            reply.header(TusProtocol.UPLOAD_OFFSET, Long.toString(offset));
        }
        return reply.headers((headers) -> expires(headers, this.sessions.reload(session))).build();
    }

    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> head(@PathVariable String id) throws IOException {
        UploadSession session = tus(this.sessions.visible(id, Caller.required()));
        this.sessions.requireAlive(session);
        ResponseEntity.BodyBuilder reply = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (session.kind() != UploadKind.FINAL || session.state() == UploadState.STORED) {
            reply.header(TusProtocol.UPLOAD_OFFSET, Long.toString(this.bytes.offset(session)));
        }
        return reply.headers((headers) -> describe(headers, session)).build();
    }

    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('CREATOR')")
    ResponseEntity<Void> patch(@PathVariable String id, HttpServletRequest http) throws IOException {
        UploadSession session = tus(this.sessions.own(id, Caller.required()));
        if (session.kind() == UploadKind.FINAL) {
            throw new ProblemException(TusProtocol.NOT_APPENDABLE, "Its bytes are those of its parts.");
        }
        this.sessions.requireAlive(session);
        long offset = this.bytes.append(session, new TusRequest(http).append());
        return ResponseEntity.noContent()
            .header(TusProtocol.UPLOAD_OFFSET, Long.toString(offset))
            .headers((headers) -> expires(headers, this.sessions.reload(session)))
            .build();
    }

    @DeleteMapping("/{id}")
    @Audited("upload.delete")
    ResponseEntity<Void> terminate(@PathVariable String id) throws IOException {
        UploadSession session = tus(this.sessions.visible(id, Caller.required()));
        this.sessions.requireAlive(session);
        this.sessions.abort(session);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    /** Uploads that come in another way cannot be told to be appended to. */
    private static UploadSession tus(UploadSession session) {
        return switch (session.kind()) {
            case TUS, PARTIAL, FINAL -> session;
            case FORM, CHUNKS ->
                throw new ProblemException(ProblemType.NOT_FOUND, "This upload does not come in by tus.");
        };
    }

    /**
     * Bytes that come with the creation. When they are refused, nobody knows the upload's
     * address, so it is given up.
     */
    private long firstBytes(UploadSession session, TusRequest request) throws IOException {
        boolean taken = false;
        try {
            long offset = this.bytes.append(session, request.firstBytes());
            taken = true;
            return offset;
        }
        finally {
            if (!taken) {
                this.sessions.abort(session);
            }
        }
    }

    private static void describe(HttpHeaders headers, UploadSession session) {
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
                        .map((part) -> TusProtocol.PATH + "/" + part)
                        .collect(Collectors.joining(" ", "final;", "")));
            case TUS, FORM, CHUNKS -> {
            }
        }
        expires(headers, session);
    }

    private static void expires(HttpHeaders headers, UploadSession session) {
        if (session.state() == UploadState.OPEN) {
            headers.set(TusProtocol.UPLOAD_EXPIRES, HTTP_DATE.format(session.expiresAt()));
        }
    }

    private static URI location(UploadSession session) {
        return URI.create(TusProtocol.PATH + "/" + session.id());
    }

}
