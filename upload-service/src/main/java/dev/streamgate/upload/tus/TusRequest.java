/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.upload.session.Checksum;
import dev.streamgate.upload.session.UploadAppender.Append;

/** The headers of a tus request, read and checked. */
final class TusRequest {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private static final Pattern PART = Pattern
        .compile("(?:https?://[^/\\s]+)?(?:/\\S*)?/uploads/tus/([a-z2-7]{26})/?(?:\\?\\S*)?");

    private static final Set<String> ALGORITHMS = Set.of("sha1", "sha256");

    private final HttpServletRequest request;

    TusRequest(HttpServletRequest request) {
        this.request = request;
    }

    TusMetadata metadata() {
        return TusMetadata.parse(this.request.getHeader(TusProtocol.UPLOAD_METADATA));
    }

    boolean isPartial() {
        return "partial".equals(concat());
    }

    boolean isFinal() {
        String concat = concat();
        return concat != null && concat.startsWith("final;");
    }

    /** Ids of the partial uploads that a final one consists of, in their order. */
    List<String> parts() {
        String concat = String.valueOf(concat());
        List<String> parts = new ArrayList<>();
        for (String address : concat.substring(concat.indexOf(';') + 1).strip().split("\\s+", -1)) {
            Matcher matcher = PART.matcher(address);
            if (!matcher.matches()) {
                throw bad("Upload-Concat names something that is no upload of this server.");
            }
            parts.add(matcher.group(1));
        }
        return parts;
    }

    /** The whole length of a new upload; {@code null} when it comes later. */
    @Nullable Long length() {
        Long length = number(TusProtocol.UPLOAD_LENGTH);
        String deferred = this.request.getHeader(TusProtocol.UPLOAD_DEFER_LENGTH);
        if (deferred != null && !"1".equals(deferred)) {
            throw bad("Upload-Defer-Length can only be 1.");
        }
        if ((length == null) == (deferred == null)) {
            throw bad("Send either Upload-Length or Upload-Defer-Length: 1.");
        }
        return length;
    }

    void requireNoLength() {
        if (this.request.getHeader(TusProtocol.UPLOAD_LENGTH) != null
                || this.request.getHeader(TusProtocol.UPLOAD_DEFER_LENGTH) != null) {
            throw bad("A final upload has the length of its parts; send none.");
        }
    }

    /** Whether a creation carries bytes. */
    boolean hasBytes() {
        if (isBytes()) {
            return true;
        }
        if (bodyLength() > 0 || (bodyLength() < 0 && this.request.getHeader("Transfer-Encoding") != null)) {
            throw unsupportedType();
        }
        return false;
    }

    /** The append that a PATCH asks for. */
    Append append() throws IOException {
        if (!isBytes()) {
            throw unsupportedType();
        }
        Long offset = number(TusProtocol.UPLOAD_OFFSET);
        if (offset == null) {
            throw bad("Upload-Offset is missing.");
        }
        return new Append(offset, this.request.getInputStream(), bodyLength(), number(TusProtocol.UPLOAD_LENGTH),
                checksum());
    }

    /** The append of the bytes that came with a creation. */
    Append firstBytes() throws IOException {
        return new Append(0, this.request.getInputStream(), bodyLength(), null, checksum());
    }

    /** How many bytes the body has; -1 when the request does not say. */
    long bodyLength() {
        return this.request.getContentLengthLong();
    }

    @Nullable String idempotencyKey() {
        String key = this.request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw bad("Idempotency-Key has 1 to 200 characters.");
        }
        return key;
    }

    private @Nullable Checksum checksum() {
        String header = this.request.getHeader(TusProtocol.UPLOAD_CHECKSUM);
        if (header == null) {
            return null;
        }
        String[] words = header.strip().split(" +", -1);
        if (words.length != 2 || !ALGORITHMS.contains(words[0])) {
            throw bad("Upload-Checksum is sha1 or sha256, a space, and the hash in base64.");
        }
        boolean sha1 = "sha1".equals(words[0]);
        try {
            byte[] hash = Base64.getDecoder().decode(words[1]);
            if (hash.length == (sha1 ? 20 : 32)) {
                return new Checksum(sha1 ? "SHA-1" : "SHA-256", hash);
            }
        }
        catch (IllegalArgumentException ex) {
            // As wrong as one of another length.
        }
        throw bad("Upload-Checksum does not hold a hash of its algorithm in base64.");
    }

    private boolean isBytes() {
        String type = this.request.getContentType();
        return type != null && TusProtocol.CONTENT_TYPE.equalsIgnoreCase(type.split(";", 2)[0].strip());
    }

    private @Nullable String concat() {
        String concat = this.request.getHeader(TusProtocol.UPLOAD_CONCAT);
        if (concat != null && !"partial".equals(concat) && !concat.startsWith("final;")) {
            throw bad("Upload-Concat is partial, or final; and the addresses of its parts.");
        }
        return concat;
    }

    private @Nullable Long number(String header) {
        String value = this.request.getHeader(header);
        if (value == null) {
            return null;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw bad(header + " is not a number from 0 on.");
        }
        return Long.valueOf(value);
    }

    private static ProblemException unsupportedType() {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Bytes come as " + TusProtocol.CONTENT_TYPE + ".")
            .header("Accept-Patch", TusProtocol.CONTENT_TYPE);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST, detail);
    }

}
