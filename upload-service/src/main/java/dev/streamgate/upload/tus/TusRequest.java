/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.upload.ingest.Checksum;
import dev.streamgate.upload.ingest.UploadAppender.Append;

/** The validated headers of a tus request. */
final class TusRequest {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private static final Pattern PART_URL = Pattern
        .compile("(?:https?://[^/\\s]+)?(?:/\\S*)?/uploads/tus/([a-z2-7]{26})/?(?:\\?\\S*)?");

    private static final String SHA1 = "sha1";

    private static final String SHA256 = "sha256";

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

    /** Ids of the partial uploads of a final upload, in order. */
    List<String> parts() {
        String concat = String.valueOf(concat());
        List<String> parts = new ArrayList<>();
        for (String url : concat.substring(concat.indexOf(';') + 1).strip().split("\\s+", -1)) {
            Matcher matcher = PART_URL.matcher(url);
            if (!matcher.matches()) {
                throw badRequest("Upload-Concat has a URL that is not an upload of this server.");
            }
            parts.add(matcher.group(1));
        }
        return parts;
    }

    /** The length of a new upload; {@code null} if deferred. */
    @Nullable Long length() {
        Long length = number(TusProtocol.UPLOAD_LENGTH);
        String deferred = this.request.getHeader(TusProtocol.UPLOAD_DEFER_LENGTH);
        if (deferred != null && !"1".equals(deferred)) {
            throw badRequest("Upload-Defer-Length must be 1.");
        }
        if ((length == null) == (deferred == null)) {
            throw badRequest("Send either Upload-Length or Upload-Defer-Length: 1.");
        }
        return length;
    }

    void requireNoLength() {
        if (this.request.getHeader(TusProtocol.UPLOAD_LENGTH) != null
                || this.request.getHeader(TusProtocol.UPLOAD_DEFER_LENGTH) != null) {
            throw badRequest("A final upload has the length of its parts. Send no length.");
        }
    }

    /** Whether the body of a creation carries bytes of the upload. */
    boolean hasBytes() {
        if (hasUploadContentType()) {
            return true;
        }
        if (bodyLength() > 0 || (bodyLength() < 0 && this.request.getHeader("Transfer-Encoding") != null)) {
            throw unsupportedContentType();
        }
        return false;
    }

    /** The append of a PATCH request. */
    Append append() throws IOException {
        if (!hasUploadContentType()) {
            throw unsupportedContentType();
        }
        Long offset = number(TusProtocol.UPLOAD_OFFSET);
        if (offset == null) {
            throw badRequest("Upload-Offset is missing.");
        }
        return new Append(offset, this.request.getInputStream(), bodyLength(), number(TusProtocol.UPLOAD_LENGTH),
                checksum());
    }

    /** The append of a creation that carries bytes. */
    Append firstAppend() throws IOException {
        return new Append(0, this.request.getInputStream(), bodyLength(), null, checksum());
    }

    /** Bytes of the body; -1 if unknown. */
    long bodyLength() {
        return this.request.getContentLengthLong();
    }

    @Nullable String idempotencyKey() {
        String key = this.request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw badRequest("Idempotency-Key must have 1 to 200 characters.");
        }
        return key;
    }

    private @Nullable Checksum checksum() {
        String header = this.request.getHeader(TusProtocol.UPLOAD_CHECKSUM);
        if (header == null) {
            return null;
        }
        String[] tokens = header.strip().split(" +", -1);
        if (tokens.length != 2 || !(SHA1.equals(tokens[0]) || SHA256.equals(tokens[0]))) {
            throw badRequest("Upload-Checksum has the form: sha1 or sha256, a space, the hash in base64.");
        }
        boolean sha1 = SHA1.equals(tokens[0]);
        try {
            byte[] hash = Base64.getDecoder().decode(tokens[1]);
            if (hash.length == (sha1 ? 20 : 32)) {
                return sha1 ? Checksum.sha1(hash) : Checksum.sha256(hash);
            }
        }
        catch (IllegalArgumentException ex) {
            // Malformed, like a hash of another length.
        }
        throw badRequest("Upload-Checksum has no base64 hash of its algorithm.");
    }

    private boolean hasUploadContentType() {
        String type = this.request.getContentType();
        return type != null && TusProtocol.CONTENT_TYPE.equalsIgnoreCase(type.split(";", 2)[0].strip());
    }

    private @Nullable String concat() {
        String concat = this.request.getHeader(TusProtocol.UPLOAD_CONCAT);
        if (concat != null && !"partial".equals(concat) && !concat.startsWith("final;")) {
            throw badRequest("Upload-Concat is partial, or final; followed by the URLs of the parts.");
        }
        return concat;
    }

    private @Nullable Long number(String header) {
        String value = this.request.getHeader(header);
        if (value == null) {
            return null;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw badRequest(header + " must be a non-negative integer.");
        }
        return Long.valueOf(value);
    }

    private static ProblemException unsupportedContentType() {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "The Content-Type must be " + TusProtocol.CONTENT_TYPE + ".")
            .header("Accept-Patch", TusProtocol.CONTENT_TYPE);
    }

    private static ProblemException badRequest(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST, detail);
    }

}
