/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The 120,000 most common passwords, of which attackers also try variations: upper case,
 * digits and punctuation around it, digits for letters, separators, a word twice. The
 * list is made by {@code scripts/common-passwords.mjs} and held as sorted 64-bit hashes,
 * which takes a megabyte; the hash of another password is among them with a probability
 * of 10<sup>-14</sup>. Immutable.
 */
final class CommonPasswords {

    private static final String RESOURCE = "common-passwords.lst";

    private static final int MIN_LETTERS = 4;

    private static final Pattern ENDS = Pattern.compile("^[^\\p{L}]++|[^\\p{L}]++$");

    private static final Pattern SEPARATORS = Pattern.compile("[\\s._,:;/+*-]++");

    private final long[] hashes;

    private final int size;

    private CommonPasswords(long[] hashes, int size) {
        this.hashes = hashes;
        this.size = size;
    }

    /** The list of this service, read at the first call. */
    static CommonPasswords get() {
        return Holder.instance;
    }

    /** Number of passwords in the list. */
    int size() {
        return this.size;
    }

    /** Whether a password is a variation of a common one. */
    boolean contains(String password) {
        return forms(password.toLowerCase(Locale.ROOT)).anyMatch(this::isListed);
    }

    private boolean isListed(String form) {
        if (form.length() < MIN_LETTERS) {
            return false;
        }
        if (Arrays.binarySearch(this.hashes, hash(form)) >= 0) {
            return true;
        }
        int half = form.length() / 2;
        return form.length() == 2 * half && half >= MIN_LETTERS && form.startsWith(form.substring(half))
                && Arrays.binarySearch(this.hashes, hash(form.substring(half))) >= 0;
    }

    /** What remains of a password without each kind of variation. */
    private static Stream<String> forms(String lower) {
        String base = ENDS.matcher(lower).replaceAll("");
        String joined = SEPARATORS.matcher(base).replaceAll("");
        // Digits at the ends may be letters, too, as in 5unshine.
        String whole = SEPARATORS.matcher(lower).replaceAll("");
        return Stream
            .of(base, joined, letters(joined, 'i'), letters(joined, 'l'), trimmed(whole, 'i'), trimmed(whole, 'l'))
            .distinct();
    }

    private static String trimmed(String text, char one) {
        return ENDS.matcher(letters(text.replaceAll("[\\d!@$]++$", ""), one)).replaceAll("");
    }

    /** Replaces digits and signs by the letters that they stand for. */
    private static String letters(String text, char one) {
        StringBuilder letters = new StringBuilder(text.length());
        text.chars().map((sign) -> switch (sign) {
            case '@', '4' -> 'a';
            case '8' -> 'b';
            case '3' -> 'e';
            case '9', '6' -> 'g';
            case '1', '!', '|' -> one;
            case '0' -> 'o';
            case '$', '5' -> 's';
            case '7' -> 't';
            case '2' -> 'z';
            default -> sign;
        }).forEach((letter) -> letters.append((char) letter));
        return letters.toString();
    }

    /** FNV-1a of the characters, then mixed: a table for exact lookups needs no more. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return hash ^ (hash >>> 29);
    }

    private static CommonPasswords read() {
        LongStream.Builder hashes = LongStream.builder();
        int count = 0;
        try (InputStream in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            String previous = "";
            String line;
            while ((line = lines.readLine()) != null) {
                previous = previous.substring(0, line.charAt(0) - '0') + line.substring(1);
                count++;
                for (String form : Set.copyOf(forms(previous).toList())) {
                    hashes.add(hash(form));
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return new CommonPasswords(hashes.build().sorted().distinct().toArray(), count);
    }

    /** Defers reading to the first password that is chosen. */
    private static final class Holder {

        private static final CommonPasswords instance = read();

    }

}
