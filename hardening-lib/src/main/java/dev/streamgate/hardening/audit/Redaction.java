package dev.streamgate.hardening.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps secrets and endless texts out of the journal. */
final class Redaction {

    static final String REMOVED = "[removed]";

    private static final int MAX_TEXT = 512;

    private static final int MAX_DETAILS = 32;

    private static final Pattern SECRET_NAME = Pattern
        .compile("(?i).*(passw|secret|token|authorization|credential|signature|cookie|private|api.?key|passphrase).*");

    /** A JWT, a bearer or basic header, or a private key in PEM. */
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "(?s).*(eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+|(?i:bearer|basic) +[A-Za-z0-9._~+/=-]{8,}|PRIVATE KEY-----).*");

    /** Query parameters that carry a secret. */
    private static final Pattern SECRET_PARAMETER = Pattern
        .compile("(?i)([?&;][^=&;]*(?:token|secret|passw|signature|key|code)[^=&;]*=)[^&;\\s]*");

    private Redaction() {
    }

    static String text(String value) {
        if (SECRET_VALUE.matcher(value).matches()) {
            return REMOVED;
        }
        String clean = (value.indexOf('=') >= 0) ? SECRET_PARAMETER.matcher(value).replaceAll("$1" + REMOVED) : value;
        return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT) + "…";
    }

    static Map<String, String> details(Map<String, ?> details) {
        Map<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> {
            if (clean.size() < MAX_DETAILS && value != null) {
                boolean secret = SECRET_NAME.matcher(name).matches();
                clean.put(text(name), secret ? REMOVED : text(value.toString()));
            }
        });
        return clean;
    }

}
