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
 * Sends blobs, with conditional and range requests (RFC 9110, sections 13 and 14). Local
 * files are sent with sendfile if the connector supports it, other blobs through a small
 * buffer. Thread-safe.
 */
@Component
class BlobResponses {

    static final ProblemType UNSATISFIABLE = ProblemType.of("range-not-satisfiable",
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The range is not satisfiable");

    /** IMF-fixdate; {@code RFC_1123_DATE_TIME} omits the leading zero of the day. */
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
     * Responds to a GET or HEAD request for a blob. Headers are set last, since a problem
     * must not carry the blob's headers.
     */
    void send(Blob blob, String contentType, String cacheControl, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        String etag = '"' + blob.etag() + '"';
        Instant modified = blob.lastModified().truncatedTo(ChronoUnit.SECONDS);
        Runnable setValidators = () -> {
            response.setHeader(HttpHeaders.ETAG, etag);
            response.setHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(modified));
            response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        };
        if (isNotModified(request, etag, modified)) {
            setValidators.run();
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = ifRangeMatches(request.getHeader(HttpHeaders.IF_RANGE), etag, modified)
                ? ByteRange.parse(request.getHeader(HttpHeaders.RANGE), blob.size()) : Optional.empty();
        if (range.isPresent() && !range.get().isSatisfiable()) {
            throw new ProblemException(UNSATISFIABLE, "The file has %d bytes.".formatted(blob.size()))
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + blob.size());
        }
        Runnable setHeaders = () -> {
            setValidators.run();
            setContentHeaders(blob, range, contentType, response);
        };
        ByteRange sent = range.orElse(new ByteRange(0, blob.size()));
        if ("HEAD".equals(request.getMethod()) || sent.length() == 0) {
            setHeaders.run();
        }
        else {
            write(blob.key(), sent, setHeaders, request, response);
        }
    }

    private static void setContentHeaders(Blob blob, Optional<ByteRange> range, String contentType,
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

    private void write(String key, ByteRange range, Runnable setHeaders, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Optional<Path> file = Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))
                ? this.store.localFile(key) : Optional.empty();
        if (file.isPresent()) {
            setHeaders.run();
            this.meters.recordServed(range.length());
            request.setAttribute("org.apache.tomcat.sendfile.filename", file.get().toString());
            request.setAttribute("org.apache.tomcat.sendfile.start", range.start());
            request.setAttribute("org.apache.tomcat.sendfile.end", range.end());
            return;
        }
        try (InputStream bytes = this.store.open(key, range.start(), range.length())) {
            setHeaders.run();
            this.meters.recordServed(range.length());
            bytes.transferTo(response.getOutputStream());
        }
    }

    private static boolean isNotModified(HttpServletRequest request, String etag, Instant modified) {
        String ifNoneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (ifNoneMatch != null) {
            return Arrays.stream(ifNoneMatch.split(","))
                .map((tag) -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch((tag) -> "*".equals(tag) || etag.equals(tag));
        }
        Instant ifModifiedSince = date(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE));
        return ifModifiedSince != null && !modified.isAfter(ifModifiedSince);
    }

    /** Without a match the whole file is sent: the range belongs to another version. */
    private static boolean ifRangeMatches(@Nullable String condition, String etag, Instant modified) {
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
