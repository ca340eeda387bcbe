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
 * A change of a content's description as it was sent: a member that is absent stays as it
 * is, one that is {@code null} is cleared. Read from the JSON itself, since a record
 * cannot tell the two apart; what a member may be is what {@link CreateContent} says.
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
     * Applies a body to a content.
     * @throws ProblemException 400 that lists what is wrong with which member
     */
    static Content apply(ObjectNode body, Content content, Validator validator) {
        ContentPatch patch = new ContentPatch(body, validator);
        patch.refuseUnknownMembers();
        ContentText before = content.text();
        String title = patch.text("title", before.title());
        String description = patch.text("description", before.description());
        List<String> tags = patch.tags(before.tags());
        String category = patch.text("category", before.category());
        Visibility visibility = patch.visibility(content.visibility());
        patch.refuseErrors();
        return content.edited(new ContentText(Objects.requireNonNull(title), description, tags, category), visibility,
                content.state());
    }

    private void refuseUnknownMembers() {
        Set<String> unknown = new HashSet<>(this.body.propertyNames());
        unknown.removeAll(MEMBERS);
        unknown.stream().sorted().limit(8).forEach((name) -> wrong(name, "cannot be changed here"));
    }

    private @Nullable String text(String name, @Nullable String before) {
        JsonNode node = this.body.get(name);
        if (node == null) {
            return before;
        }
        if (!node.isNull() && !node.isString()) {
            wrong(name, WRONG_TYPE);
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
                    wrong("tags[" + i + "]", WRONG_TYPE);
                    return before;
                }
            }
        }
        else if (!node.isNull()) {
            wrong("tags", WRONG_TYPE);
        }
        check("tags", tags);
        return tags;
    }

    private void check(String name, @Nullable Object value) {
        for (ConstraintViolation<?> violation : this.validator.validateValue(CreateContent.class, name, value)) {
            // Of an element the path is tags[0].<list element>.
            wrong(violation.getPropertyPath().toString().replaceFirst("\\.<.*", ""), violation.getMessage());
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
        wrong("visibility", "must be private, public or gated");
        return before;
    }

    private void wrong(String member, String message) {
        this.errors.add(Map.of("field", member, "message", message));
    }

    private void refuseErrors() {
        if (!this.errors.isEmpty()) {
            String detail = String.join("; ",
                    this.errors.stream().map((error) -> error.get("field") + " " + error.get("message")).toList());
            throw new ProblemException(ProblemType.INVALID_FIELDS, detail + ".").with("errors", this.errors);
        }
    }

}
