/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * Request to create a content. Only the description may have several lines.
 *
 * @param title title
 * @param description description
 * @param tags tags; case-insensitive, duplicates are removed
 * @param category category
 * @param visibility who may watch it once it is published; {@code private} if
 * {@code null}
 */
public record CreateContent(@NotBlank @PlainText(max = 500) String title,
        @PlainText(max = 10_000, multiline = true) @Nullable String description,
        @Size(max = 32) @Nullable List<@NotBlank @PlainText(max = 64) String> tags,
        @PlainText(max = 64) @Nullable String category, @Nullable Visibility visibility) {
}
