/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Cursor of keyset pagination: the sort key of the last item of a page, one value for
 * each column of {@code ORDER BY}. The next page is what sorts after it.
 * <p>
 * Cursors are not signed. A caller can forge one, and gains nothing by it: a cursor only
 * selects where a list that the caller may read anyway begins. Its form is validated, so
 * that a malformed value is a 400 and never an SQL error. A checksum of the list's name
 * and filters detects a cursor that is used with another list by mistake.
 * <p>
 * Wire form: base64url without padding of the checksum (8 hexadecimal digits) and the
 * values, each preceded by a NUL, which PostgreSQL's {@code text} cannot contain.
 * Immutable.
 *
 * @see <a href="https://use-the-index-luke.com/no-offset">Keyset pagination</a>
 */
public final class KeysetCursor {

    private static final int MAX_LENGTH = 8192;

    private static final String SEPARATOR = "\0";

    private static final Instant MAX_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final List<String> values;

    private KeysetCursor(List<String> values) {
        this.values = values;
    }

    /**
     * Encodes the position after an item.
     * @param list the list's name and every filter that selects its items, for instance
     * {@code "uploads STORED"}
     * @param values the item's sort key in the order of {@code ORDER BY}: instants,
     * integers, strings without NUL
     * @return the cursor, for {@code nextCursor}
     */
    public static String encode(String list, Object... values) {
        StringBuilder text = new StringBuilder(checksum(list));
        for (Object value : values) {
            String one = value.toString();
            if (one.contains(SEPARATOR)) {
                throw new IllegalArgumentException("A sort key must not contain NUL");
            }
            text.append(SEPARATOR).append(one);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decodes a cursor.
     * @param cursor the query parameter {@code cursor}; {@code null} or empty for the
     * first page
     * @param list as for {@link #encode}
     * @param columns number of values in the sort key
     * @return the position, or {@code null} for the first page
     * @throws ProblemException 400 {@code invalid-page} if the cursor is malformed or
     * belongs to another list
     */
    public static @Nullable KeysetCursor decode(@Nullable String cursor, String list, int columns) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        String[] parts = decodeText(cursor).split(SEPARATOR, -1);
        if (parts.length != columns + 1 || !parts[0].equals(checksum(list))) {
            throw invalid(null);
        }
        return new KeysetCursor(List.of(parts).subList(1, parts.length));
    }

    /**
     * A value that is an instant.
     * @param column index of the value, from 0
     * @return an instant that PostgreSQL's {@code timestamptz} can hold
     * @throws ProblemException 400 {@code invalid-page} if it is not such an instant
     */
    public Instant instant(int column) {
        try {
            Instant instant = Instant.parse(this.values.get(column));
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(MAX_INSTANT)) {
                throw invalid(null);
            }
            return instant;
        }
        catch (DateTimeException ex) {
            throw invalid(ex);
        }
    }

    /**
     * A value that is an integer.
     * @param column index of the value, from 0
     * @throws ProblemException 400 {@code invalid-page} if it is not a 64-bit integer
     */
    public long number(int column) {
        try {
            return Long.parseLong(this.values.get(column));
        }
        catch (NumberFormatException ex) {
            throw invalid(ex);
        }
    }

    /**
     * A value that is a string.
     * @param column index of the value, from 0
     */
    public String text(int column) {
        return this.values.get(column);
    }

    /**
     * A value that is an identifier.
     * @param column index of the value, from 0
     * @param form what identifiers of this list look like
     * @throws ProblemException 400 {@code invalid-page} if it has another form
     */
    public String id(int column, Pattern form) {
        String id = this.values.get(column);
        if (!form.matcher(id).matches()) {
            throw invalid(null);
        }
        return id;
    }

    private static String decodeText(String cursor) {
        try {
            if (cursor.length() <= MAX_LENGTH) {
                byte[] bytes = Base64.getUrlDecoder().decode(cursor);
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            }
        }
        catch (IllegalArgumentException | CharacterCodingException ex) {
            throw invalid(ex);
        }
        throw invalid(null);
    }

    private static String checksum(String list) {
        CRC32C crc = new CRC32C();
        crc.update(list.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    private static ProblemException invalid(@Nullable Exception cause) {
        return new ProblemException(ProblemType.INVALID_PAGE,
                "Use the nextCursor of the same list with the same filters, or omit cursor for the first page.", cause);
    }

}
