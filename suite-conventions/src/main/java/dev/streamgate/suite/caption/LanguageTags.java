/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Language tags of media files and uploads as BCP 47 tags in one form, so that equal
 * languages have equal tags. Files have ISO 639-2 codes of three letters, some of which
 * exist in a bibliographic form ({@code ger}), or BCP 47 tags; BCP 47 requires the
 * shortest code of a language ({@code de}). Thread-safe.
 */
public final class LanguageTags {

    /** Unknown language. */
    public static final String UNKNOWN = "und";

    /** Bibliographic codes of ISO 639-2 and the terminological ones. */
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(Map.entry("alb", "sqi"),
            Map.entry("arm", "hye"), Map.entry("baq", "eus"), Map.entry("bur", "mya"), Map.entry("chi", "zho"),
            Map.entry("cze", "ces"), Map.entry("dut", "nld"), Map.entry("fre", "fra"), Map.entry("geo", "kat"),
            Map.entry("ger", "deu"), Map.entry("gre", "ell"), Map.entry("ice", "isl"), Map.entry("mac", "mkd"),
            Map.entry("mao", "mri"), Map.entry("may", "msa"), Map.entry("per", "fas"), Map.entry("rum", "ron"),
            Map.entry("slo", "slk"), Map.entry("tib", "bod"), Map.entry("wel", "cym"));

    private static final Map<String, String> SHORTEST = new HashMap<>();

    static {
        Arrays.stream(Locale.getISOLanguages())
            .forEach((language) -> SHORTEST.putIfAbsent(Locale.of(language).getISO3Language(), language));
    }

    private LanguageTags() {
    }

    /** The BCP 47 tag of a language; {@link #UNKNOWN} without one. */
    public static String of(String language) {
        return canonical(language).orElse(UNKNOWN);
    }

    /** The BCP 47 tag of a language; empty for other text. */
    public static Optional<String> canonical(String language) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(language.strip().replace('_', '-')).build();
            String code = locale.getLanguage();
            String terminological = Objects.requireNonNullElse(BIBLIOGRAPHIC.get(code), code);
            String shortest = Objects.requireNonNullElse(SHORTEST.get(terminological), terminological);
            // Longer ones are reserved by BCP 47: the tag is a word such as "English".
            if (shortest.isEmpty() || shortest.length() > 3) {
                return Optional.empty();
            }
            return Optional.of(new Locale.Builder().setLocale(locale).setLanguage(shortest).build().toLanguageTag());
        }
        catch (IllformedLocaleException ex) {
            return Optional.empty();
        }
    }

}
