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
 * What an owner says of a content, in one spelling: Unicode's composed form, without
 * space at the ends, tags in lower case and once each.
 *
 * @param title what it is called
 * @param description what it is about
 * @param tags labels
 * @param category one heading
 */
public record ContentText(String title, @Nullable String description, List<String> tags, @Nullable String category) {

    static final int MAX_TITLE = 500;

    /** Brings what it is given into the one spelling. */
    public ContentText {
        title = spelled(title);
        description = (description != null && !description.isBlank()) ? spelled(description) : null;
        category = (category != null && !category.isBlank()) ? spelled(category) : null;
        tags = tags.stream().map(ContentText::tag).distinct().toList();
    }

    static ContentText of(CreateContent request) {
        List<String> tags = request.tags();
        return new ContentText(request.title(), request.description(), (tags != null) ? tags : List.of(),
                request.category());
    }

    /**
     * A text for a content that an upload makes: its file name may hold anything.
     */
    public static ContentText titled(@Nullable String title) {
        String usable = (title != null) ? Sanitizers.line(title, MAX_TITLE) : "";
        return new ContentText(usable.isEmpty() ? "Untitled" : usable, null, List.of(), null);
    }

    /** The one spelling of a tag. */
    public static String tag(String tag) {
        return spelled(tag).toLowerCase(Locale.ROOT);
    }

    private static String spelled(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

}
