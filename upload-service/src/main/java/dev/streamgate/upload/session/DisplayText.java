package dev.streamgate.upload.session;

import java.text.Normalizer;

import org.jspecify.annotations.Nullable;

/**
 * Text of users as it may be shown: nothing that is invisible, turns the direction of
 * writing, or looks like a path. Never used as a key or a path.
 */
final class DisplayText {

    private static final int MAX_NAME = 200;

    private DisplayText() {
    }

    /** The last part of a file name; {@code null} when nothing is left of it. */
    static @Nullable String fileName(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        String name = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
        String clean = clean(name);
        if (clean.codePointCount(0, clean.length()) > MAX_NAME) {
            clean = clean.substring(0, clean.offsetByCodePoints(0, MAX_NAME)).strip();
        }
        return (clean.isEmpty() || clean.chars().allMatch((character) -> character == '.')) ? null : clean;
    }

    /** A line of text; {@code null} when nothing is left of it. */
    static @Nullable String line(@Nullable String raw) {
        String clean = (raw != null) ? clean(raw) : "";
        return clean.isEmpty() ? null : clean;
    }

    private static String clean(String raw) {
        StringBuilder kept = new StringBuilder(raw.length());
        Normalizer.normalize(raw, Normalizer.Form.NFC).codePoints().forEach((character) -> {
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR ->
                    kept.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
                }
                default -> kept.appendCodePoint(character);
            }
        });
        return kept.toString().replaceAll(" {2,}", " ").strip();
    }

}
