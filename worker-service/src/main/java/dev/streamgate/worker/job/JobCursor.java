/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The place in a list, newest first, after which the next page begins.
 *
 * @param createdAt when the last item was made
 * @param id its id, for items of the same moment
 */
public record JobCursor(Instant createdAt, String id) {

    private static final int USUAL_LIMIT = 50;

    private static final int MAX_LIMIT = 200;

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\.(\\d{1,9})\\.([0-9a-f]{32})");

    /**
     * Reads a cursor.
     * @throws ProblemException 400 for one that no list gave out
     */
    public static @Nullable JobCursor parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (form.matches()) {
                return new JobCursor(
                        Instant.ofEpochSecond(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))),
                        form.group(3));
            }
        }
        catch (IllegalArgumentException | DateTimeException ex) {
            throw unknown(ex);
        }
        throw unknown(null);
    }

    /**
     * The size of a page.
     * @throws ProblemException 400 unless it is 1 to 200
     */
    public static int limit(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "limit is 1 to 200.");
        }
        return (limit != null) ? limit : USUAL_LIMIT;
    }

    /** What the caller sends for the next page. */
    public String encode() {
        String text = "%d.%d.%s".formatted(this.createdAt.getEpochSecond(), this.createdAt.getNano(), this.id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ProblemException unknown(@Nullable Throwable cause) {
        return new ProblemException(ProblemType.INVALID_PAGE, "Start again without a cursor.", cause);
    }

}
