/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.streamgate.contracts.metadata.CreateContent;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * A JSON merge patch of a content's text and visibility: an absent member stays
 * unchanged, a {@code null} member is cleared. Reads the JSON tree, since a record does
 * not distinguish absent from {@code null}. Members have the constraints of
 * {@link CreateContent}.
 */
final class ContentPatch {

    private static final Set<String> MEMBERS = Set.of("title", "description", "tags", "category", "visibility");

    private static final String WRONG_TYPE = "has the wrong type";

    private final ObjectNode body;

    private final Validator validator;

    private final List<Map<String, String>> errors = new ArrayList<>();

    private ContentPatch(ObjectNode body, Validator validator) {
        this.body = body;
        this.validator = validator;
    }

    /**
     * Applies a patch to a content.
     * @throws ProblemException 400 with an error for each invalid member
     */
    static Content apply(ObjectNode body, Content content, Validator validator) {
        ContentPatch patch = new ContentPatch(body, validator);
        patch.rejectUnknownMembers();
        ContentText before = content.text();
        String title = patch.text("title", before.title());
        String description = patch.text("description", before.description());
        List<String> tags = patch.tags(before.tags());
        String category = patch.text("category", before.category());
        Visibility visibility = patch.visibility(content.visibility());
        patch.throwIfInvalid();
        return content.withEdit(new ContentText(Objects.requireNonNull(title), description, tags, category), visibility,
                content.state());
    }

    private void rejectUnknownMembers() {
        Set<String> unknown = new HashSet<>(this.body.propertyNames());
        unknown.removeAll(MEMBERS);
        unknown.stream().sorted().limit(8).forEach((name) -> invalid(name, "cannot be changed here"));
    }

    private @Nullable String text(String name, @Nullable String before) {
        JsonNode node = this.body.get(name);
        if (node == null) {
            return before;
        }
        if (!node.isNull() && !node.isString()) {
            invalid(name, WRONG_TYPE);
            return before;
        }
        String value = node.isNull() ? null : node.stringValue();
        check(name, value);
        return value;
    }

    private List<String> tags(List<String> before) {
        JsonNode node = this.body.get("tags");
        if (node == null) {
            return before;
        }
        List<String> tags = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isString()) {
                    tags.add(node.get(i).stringValue());
                }
                else {
                    invalid("tags[" + i + "]", WRONG_TYPE);
                    return before;
                }
            }
        }
        else if (!node.isNull()) {
            invalid("tags", WRONG_TYPE);
        }
        check("tags", tags);
        return tags;
    }

    private void check(String name, @Nullable Object value) {
        for (ConstraintViolation<?> violation : this.validator.validateValue(CreateContent.class, name, value)) {
            // The path of a list element is tags[0].<list element>.
            invalid(violation.getPropertyPath().toString().replaceFirst("\\.<.*", ""), violation.getMessage());
        }
    }

    private Visibility visibility(Visibility before) {
        JsonNode node = this.body.get("visibility");
        if (node == null) {
            return before;
        }
        for (Visibility visibility : Visibility.values()) {
            if (node.isString() && node.stringValue().equals(visibility.name().toLowerCase(Locale.ROOT))) {
                return visibility;
            }
        }
        invalid("visibility", "must be private, public or gated");
        return before;
    }

    private void invalid(String member, String message) {
        this.errors.add(Map.of("field", member, "message", message));
    }

    private void throwIfInvalid() {
        if (!this.errors.isEmpty()) {
            String detail = String.join("; ",
                    this.errors.stream().map((error) -> error.get("field") + " " + error.get("message")).toList());
            throw new ProblemException(ProblemType.INVALID_FIELDS, detail + ".").with("errors", this.errors);
        }
    }

}
