/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.openapi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document made of several. A component whose name another service has taken
 * for something else gets its service's name in front; references follow. Used by one
 * thread.
 */
final class SuiteDocument {

    private static final String COMPONENTS = "#/components/";

    private static final String SECURITY = "securitySchemes";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch",
            "trace");

    private static final JsonNodeFactory json = JsonNodeFactory.instance;

    private final ObjectNode document = json.objectNode();

    private final ObjectNode paths = json.objectNode();

    private final ObjectNode components = json.objectNode();

    private final ArrayNode tags = json.arrayNode();

    private final ArrayNode unavailable = json.arrayNode();

    private final Set<String> operationIds = new HashSet<>();

    SuiteDocument(String version) {
        this.document.put("openapi", "3.1.0");
        this.document.putObject("info")
            .put("title", "StreamGate")
            .put("version", version)
            .put("description", "Errors are RFC 9457 problems with a stable type.");
        this.document.putArray("servers").addObject().put("url", "/");
        this.components.putObject(SECURITY)
            .putObject("bearer")
            .put("type", "http")
            .put("scheme", "bearer")
            .put("bearerFormat", "JWT");
        this.document.putArray("security").addObject().putArray("bearer");
    }

    /** Adds what a service says about itself; what is not public is left out. */
    void add(String service, JsonNode own) {
        Map<String, String> renamed = addComponents(service, own.path("components"));
        this.tags.addObject().put("name", service);
        own.path("paths").properties().forEach((path) -> {
            if (!path.getKey().startsWith("/internal/") && !path.getKey().startsWith("/actuator")) {
                this.paths.set(path.getKey(), operations(service, path.getValue(), renamed));
            }
        });
    }

    /** Says that a service's part is missing. */
    void missing(String service) {
        this.unavailable.add(service);
    }

    ObjectNode finish() {
        leaveOutWhatNobodyNames();
        this.document.set("tags", this.tags);
        this.document.set("paths", this.paths);
        this.document.set("components", this.components);
        if (!this.unavailable.isEmpty()) {
            this.document.set("x-unavailable", this.unavailable);
        }
        return this.document;
    }

    /** Components of paths that are not public say what is not public either. */
    private void leaveOutWhatNobodyNames() {
        Set<String> named = new HashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(this.paths));
        while (!open.isEmpty()) {
            for (JsonNode reference : open.pop().findValues("$ref")) {
                if (reference.isString() && named.add(reference.asString())) {
                    open.push(this.components.at(reference.asString().substring(COMPONENTS.length() - 1)));
                }
            }
        }
        this.components.properties().forEach((kind) -> {
            if (!SECURITY.equals(kind.getKey()) && kind.getValue() instanceof ObjectNode components) {
                components.remove(components.propertyNames()
                    .stream()
                    .filter((name) -> !named.contains(COMPONENTS + kind.getKey() + "/" + name))
                    .toList());
            }
        });
    }

    private Map<String, String> addComponents(String service, JsonNode own) {
        Map<String, String> renamed = new HashMap<>();
        own.properties().forEach((kind) -> kind.getValue().properties().forEach((component) -> {
            JsonNode taken = this.components.path(kind.getKey()).path(component.getKey());
            if (!taken.isMissingNode() && !taken.equals(component.getValue())) {
                renamed.put(COMPONENTS + kind.getKey() + "/" + component.getKey(),
                        COMPONENTS + kind.getKey() + "/" + service + "." + component.getKey());
            }
        }));
        own.properties().forEach((kind) -> kind.getValue().properties().forEach((component) -> {
            String reference = COMPONENTS + kind.getKey() + "/" + component.getKey();
            String name = renamed.getOrDefault(reference, reference)
                .substring(COMPONENTS.length() + kind.getKey().length() + 1);
            this.components.withObjectProperty(kind.getKey()).set(name, follow(component.getValue(), renamed));
        }));
        return renamed;
    }

    private ObjectNode operations(String service, JsonNode path, Map<String, String> renamed) {
        ObjectNode item = (ObjectNode) follow(path, renamed);
        item.properties().forEach((member) -> {
            if (METHODS.contains(member.getKey()) && member.getValue() instanceof ObjectNode operation) {
                operation.putArray("tags").add(service);
                String id = operation.path("operationId").asString(member.getKey());
                operation.put("operationId", this.operationIds.add(id) ? id : unique(service + "." + id));
            }
        });
        return item;
    }

    private String unique(String id) {
        String candidate = id;
        for (int next = 2; !this.operationIds.add(candidate); next++) {
            candidate = id + next;
        }
        return candidate;
    }

    private static JsonNode follow(JsonNode node, Map<String, String> renamed) {
        JsonNode copy = node.deepCopy();
        rename(copy, renamed);
        return copy;
    }

    private static void rename(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            String reference = object.path("$ref").asString();
            object.put("$ref", renamed.getOrDefault(reference, reference));
        }
        node.forEach((child) -> rename(child, renamed));
    }

}
