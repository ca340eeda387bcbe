package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link SafeFileName}; public since validation makes it. Safe for threads once
 * made.
 */
public final class SafeFileNameValidator implements ConstraintValidator<SafeFileName, @Nullable CharSequence> {

    private static final String FORBIDDEN = "/\\:*?\"<>|";

    /** Look like a dot, a slash or a colon and are none under NFKC. */
    private static final String DECEPTIVE = "\u2044\u2215\u29f8\u2571\u2216\u29f5\u29f9\u2236\ua789\u0589\u05c3\u2024\u0701\u0702\ua4f8\u06d4";

    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");

    private int maxBytes;

    @Override
    public void initialize(SafeFileName constraint) {
        this.maxBytes = constraint.maxBytes();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        String name = value.toString();
        return isPlain(name) && name.getBytes(StandardCharsets.UTF_8).length <= this.maxBytes
                && name.codePoints().allMatch((c) -> Characters.isVisible(c) && DECEPTIVE.indexOf(c) < 0)
                // What another program makes of it must be plain too: a full-width dot is
                // a dot.
                && isPlain(Normalizer.normalize(name, Normalizer.Form.NFKC));
    }

    private static boolean isPlain(String name) {
        if (name.isBlank() || name.charAt(0) == ' ' || RESERVED.matcher(name).matches()) {
            return false;
        }
        char last = name.charAt(name.length() - 1);
        return last != ' ' && last != '.' && name.chars().noneMatch((c) -> FORBIDDEN.indexOf(c) >= 0);
    }

}
