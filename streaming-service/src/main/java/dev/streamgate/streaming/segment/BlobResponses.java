/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.streaming.presentation.MediaStore;

/**
 * Sends objects of the blob store: conditional and range requests (RFC 9110, 13 and 14),
 * by sendfile where the object is a file of this machine and the connector can, else
 * through a small buffer. Safe for threads.
 */
@Component
class BlobResponses {

    static final ProblemType UNSATISFIABLE = ProblemType.of("range-not-satisfiable",
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The file has no such range");

    /** IMF-fixdate: unlike {@code RFC_1123_DATE_TIME} with two digits for the day. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
        .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
        .withZone(ZoneOffset.UTC);

    private final MediaStore store;

    private final SegmentMeters meters;

    BlobResponses(MediaStore store, SegmentMeters meters) {
        this.store = store;
        this.meters = meters;
    }

    /**
     * Answers a GET or HEAD for an object. Headers are set when nothing can be refused
     * any more: a problem must not carry those of the file.
     */
    void send(Blob blob, String contentType, String cacheControl, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        String etag = '"' + blob.etag() + '"';
        Instant modified = blob.lastModified().truncatedTo(ChronoUnit.SECONDS);
        Runnable validators = () -> {
            response.setHeader(HttpHeaders.ETAG, etag);
            response.setHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(modified));
            response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        };
        if (isUnchanged(request, etag, modified)) {
            validators.run();
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = rangeHolds(request.getHeader(HttpHeaders.IF_RANGE), etag, modified)
                ? ByteRange.parse(request.getHeader(HttpHeaders.RANGE), blob.size()) : Optional.empty();
        if (range.isPresent() && !range.get().isSatisfiable()) {
            throw new ProblemException(UNSATISFIABLE, "The file has %d bytes.".formatted(blob.size()))
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + blob.size());
        }
        Runnable headers = () -> {
            validators.run();
            describe(blob, range, contentType, response);
        };
        ByteRange sent = range.orElse(new ByteRange(0, blob.size()));
        if ("HEAD".equals(request.getMethod()) || sent.length() == 0) {
            headers.run();
        }
        else {
            write(blob.key(), sent, headers, request, response);
        }
    }

    private static void describe(Blob blob, Optional<ByteRange> range, String contentType,
            HttpServletResponse response) {
        range.ifPresent((part) -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE,
                    "bytes %d-%d/%d".formatted(part.start(), part.end() - 1, blob.size()));
        });
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setContentType(contentType);
        response.setContentLengthLong(range.map(ByteRange::length).orElse(blob.size()));
    }

    private void write(String key, ByteRange range, Runnable headers, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Optional<Path> file = Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))
                ? this.store.localFile(key) : Optional.empty();
        if (file.isPresent()) {
            headers.run();
            this.meters.served(range.length());
            request.setAttribute("org.apache.tomcat.sendfile.filename", file.get().toString());
            request.setAttribute("org.apache.tomcat.sendfile.start", range.start());
            request.setAttribute("org.apache.tomcat.sendfile.end", range.end());
            return;
        }
        try (InputStream bytes = this.store.open(key, range.start(), range.length())) {
            headers.run();
            this.meters.served(range.length());
            bytes.transferTo(response.getOutputStream());
        }
    }

    private static boolean isUnchanged(HttpServletRequest request, String etag, Instant modified) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null) {
            return Arrays.stream(known.split(","))
                .map((tag) -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch((tag) -> "*".equals(tag) || etag.equals(tag));
        }
        Instant since = date(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE));
        return since != null && !modified.isAfter(since);
    }

    /** A range of another version must not be sent: then the whole file is. */
    private static boolean rangeHolds(@Nullable String condition, String etag, Instant modified) {
        return condition == null || condition.strip().equals(etag) || modified.equals(date(condition));
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return (header != null) ? HTTP_DATE.parse(header.strip(), Instant::from) : null;
        }
        catch (DateTimeParseException ex) {
            return null;
        }
    }

}
