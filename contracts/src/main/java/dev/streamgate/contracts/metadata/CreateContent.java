package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Describes a new content. Texts hold no control characters, but for line breaks and tabs
 * in the description.
 *
 * @param title what it is called
 * @param description what it is about
 * @param tags labels; upper and lower case are one, doubles are dropped
 * @param category one heading
 * @param visibility who may watch once published; {@code private} when absent
 */
public record CreateContent(
        @NotBlank @Size(max = 500) @Pattern(regexp = CreateContent.LINE,
                message = CreateContent.NO_CONTROLS) String title,
        @Size(max = 10_000) @Pattern(regexp = CreateContent.TEXT,
                message = CreateContent.NO_CONTROLS) @Nullable String description,
        @Size(max = 32) @Nullable List<@NotNull @NotBlank @Size(max = 64) @Pattern(regexp = CreateContent.LINE,
                message = CreateContent.NO_CONTROLS) String> tags,
        @Size(max = 64) @Pattern(regexp = CreateContent.LINE,
                message = CreateContent.NO_CONTROLS) @Nullable String category,
        @Nullable Visibility visibility) {

    /** One line: no control characters, no half of a surrogate pair. */
    public static final String LINE = "[^\\p{Cntrl}\\p{Cs}]*";

    /** Several lines: as {@link #LINE}, with line breaks and tabs. */
    public static final String TEXT = "[[^\\p{Cntrl}\\p{Cs}]\\t\\n\\r]*";

    static final String NO_CONTROLS = "must not contain control characters";

}
