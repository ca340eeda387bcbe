package dev.streamgate.metadata.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
 * cannot tell the two apart.
 */
final class ContentPatch {

    private static final Pattern LINE = Pattern.compile(CreateContent.LINE);

    private static final Pattern TEXT = Pattern.compile(CreateContent.TEXT);

    private static final Set<String> MEMBERS = Set.of("title", "description", "tags", "category", "visibility");

    private final ObjectNode body;

    private final List<Map<String, String>> errors = new ArrayList<>();

    private ContentPatch(ObjectNode body) {
        this.body = body;
    }

    /**
     * Applies a body to a content.
     * @throws ProblemException 400 that lists what is wrong with which member
     */
    static Content apply(ObjectNode body, Content content) {
        ContentPatch patch = new ContentPatch(body);
        patch.refuseUnknownMembers();
        ContentText before = content.text();
        String title = patch.required("title", before.title());
        String description = patch.text("description", before.description(), TEXT, ContentText.MAX_DESCRIPTION);
        List<String> tags = patch.tags(before.tags());
        String category = patch.text("category", before.category(), LINE, ContentText.MAX_LABEL);
        Visibility visibility = patch.visibility(content.visibility());
        patch.refuseErrors();
        return content.edited(new ContentText(title, description, tags, category), visibility, content.state());
    }

    private void refuseUnknownMembers() {
        Set<String> unknown = new HashSet<>(this.body.propertyNames());
        unknown.removeAll(MEMBERS);
        unknown.stream().sorted().limit(8).forEach((name) -> wrong(name, "cannot be changed here"));
    }

    private String required(String name, String before) {
        String value = text(name, before, LINE, ContentText.MAX_TITLE);
        if (value == null || value.isBlank()) {
            wrong(name, "must not be blank");
            return before;
        }
        return value;
    }

    private @Nullable String text(String name, @Nullable String before, Pattern pattern, int limit) {
        JsonNode node = this.body.get(name);
        if (node == null) {
            return before;
        }
        return node.isNull() ? null : text(name, node, pattern, limit).orElse(before);
    }

    private Optional<String> text(String name, JsonNode node, Pattern pattern, int limit) {
        if (!node.isString()) {
            wrong(name, "has the wrong type");
        }
        else if (node.stringValue().length() > limit) {
            wrong(name, "size must be between 0 and " + limit);
        }
        else if (!pattern.matcher(node.stringValue()).matches()) {
            wrong(name, "must not contain control characters");
        }
        else {
            return Optional.of(node.stringValue());
        }
        return Optional.empty();
    }

    private List<String> tags(List<String> before) {
        JsonNode node = this.body.get("tags");
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            wrong("tags", "has the wrong type");
            return before;
        }
        if (node.size() > ContentText.MAX_TAGS) {
            wrong("tags", "size must be between 0 and " + ContentText.MAX_TAGS);
            return before;
        }
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String name = "tags[" + i + "]";
            text(name, node.get(i), LINE, ContentText.MAX_LABEL).ifPresent((tag) -> {
                if (tag.isBlank()) {
                    wrong(name, "must not be blank");
                }
                tags.add(tag);
            });
        }
        return tags;
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
