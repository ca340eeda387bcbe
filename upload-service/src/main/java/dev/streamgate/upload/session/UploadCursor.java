/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * A place in the list of uploads. It holds for the list with the same state only.
 *
 * @param createdAt of the last item before the place
 * @param id of that item
 */
record UploadCursor(Instant createdAt, String id) {

    /** Before the newest. */
    static final UploadCursor START = new UploadCursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    private static final Pattern FORM = Pattern.compile("uploads ([A-Z]*) (\\d{1,18}) ([a-z2-7]{26})");

    static UploadCursor parse(@Nullable String text, @Nullable UploadState state) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            Matcher matcher = FORM.matcher(plain);
            if (matcher.matches() && matcher.group(1).equals(name(state))) {
                long micros = Long.parseLong(matcher.group(2));
                return new UploadCursor(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000),
                        matcher.group(3));
            }
        }
        catch (IllegalArgumentException ex) {
            // Not one of ours, as below.
        }
        throw new ProblemException(ProblemType.INVALID_PAGE, "Take the cursor from nextCursor of the same list.");
    }

    String format(@Nullable UploadState state) {
        long micros = this.createdAt.getEpochSecond() * 1_000_000 + this.createdAt.getNano() / 1000;
        String plain = "uploads " + name(state) + " " + micros + " " + this.id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static String name(@Nullable UploadState state) {
        return (state != null) ? state.name() : "";
    }

}
