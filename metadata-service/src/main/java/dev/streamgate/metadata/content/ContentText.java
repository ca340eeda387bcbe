/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.CreateContent;
import dev.streamgate.hardening.validation.Sanitizers;

/**
 * Text of a content in normal form: Unicode NFC, stripped, tags in lower case and without
 * duplicates.
 *
 * @param title title
 * @param description description
 * @param tags tags
 * @param category category
 */
public record ContentText(String title, @Nullable String description, List<String> tags, @Nullable String category) {

    static final int MAX_TITLE = 500;

    /** Normalizes the text. */
    public ContentText {
        title = normalized(title);
        description = (description != null && !description.isBlank()) ? normalized(description) : null;
        category = (category != null && !category.isBlank()) ? normalized(category) : null;
        tags = tags.stream().map(ContentText::tag).distinct().toList();
    }

    static ContentText of(CreateContent request) {
        List<String> tags = request.tags();
        return new ContentText(request.title(), request.description(), (tags != null) ? tags : List.of(),
                request.category());
    }

    /** Text of a content that an upload creates, from any string. */
    public static ContentText ofTitle(@Nullable String title) {
        String usable = (title != null) ? Sanitizers.line(title, MAX_TITLE) : "";
        return new ContentText(usable.isEmpty() ? "Untitled" : usable, null, List.of(), null);
    }

    /** Normalizes a tag. */
    public static String tag(String tag) {
        return normalized(tag).toLowerCase(Locale.ROOT);
    }

    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

}
