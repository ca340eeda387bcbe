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
 * Merges the OpenAPI documents of several services. A component whose name another
 * service uses for a different component is prefixed with its service's name, and
 * references to it are adjusted. Not thread-safe.
 */
final class SuiteDocument {

    private static final String COMPONENTS_PREFIX = "#/components/";

    private static final String SECURITY_SCHEMES = "securitySchemes";

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
        this.components.putObject(SECURITY_SCHEMES)
            .putObject("bearer")
            .put("type", "http")
            .put("scheme", "bearer")
            .put("bearerFormat", "JWT");
        this.document.putArray("security").addObject().putArray("bearer");
    }

    /** Adds a service's document without its internal paths. */
    void add(String service, JsonNode serviceDocument) {
        Map<String, String> renamed = addComponents(service, serviceDocument.path("components"));
        this.tags.addObject().put("name", service);
        serviceDocument.path("paths").properties().forEach((path) -> {
            if (!path.getKey().startsWith("/internal/") && !path.getKey().startsWith("/actuator")) {
                this.paths.set(path.getKey(), operations(service, path.getValue(), renamed));
            }
        });
    }

    /** Lists a service whose document is not available. */
    void addUnavailable(String service) {
        this.unavailable.add(service);
    }

    ObjectNode build() {
        removeUnreferencedComponents();
        this.document.set("tags", this.tags);
        this.document.set("paths", this.paths);
        this.document.set("components", this.components);
        if (!this.unavailable.isEmpty()) {
            this.document.set("x-unavailable", this.unavailable);
        }
        return this.document;
    }

    /** Components that only internal paths reference must not be published. */
    private void removeUnreferencedComponents() {
        Set<String> referenced = new HashSet<>();
        Deque<JsonNode> pending = new ArrayDeque<>(List.of(this.paths));
        while (!pending.isEmpty()) {
            for (JsonNode reference : pending.pop().findValues("$ref")) {
                if (reference.isString() && referenced.add(reference.asString())) {
                    pending.push(this.components.at(reference.asString().substring(COMPONENTS_PREFIX.length() - 1)));
                }
            }
        }
        this.components.properties().forEach((kind) -> {
            if (!SECURITY_SCHEMES.equals(kind.getKey()) && kind.getValue() instanceof ObjectNode section) {
                section.remove(section.propertyNames()
                    .stream()
                    .filter((name) -> !referenced.contains(COMPONENTS_PREFIX + kind.getKey() + "/" + name))
                    .toList());
            }
        });
    }

    private Map<String, String> addComponents(String service, JsonNode serviceComponents) {
        Map<String, String> renamed = new HashMap<>();
        serviceComponents.properties().forEach((kind) -> kind.getValue().properties().forEach((component) -> {
            JsonNode existing = this.components.path(kind.getKey()).path(component.getKey());
            if (!existing.isMissingNode() && !existing.equals(component.getValue())) {
                renamed.put(COMPONENTS_PREFIX + kind.getKey() + "/" + component.getKey(),
                        COMPONENTS_PREFIX + kind.getKey() + "/" + service + "." + component.getKey());
            }
        }));
        serviceComponents.properties().forEach((kind) -> kind.getValue().properties().forEach((component) -> {
            String reference = COMPONENTS_PREFIX + kind.getKey() + "/" + component.getKey();
            String name = renamed.getOrDefault(reference, reference)
                .substring(COMPONENTS_PREFIX.length() + kind.getKey().length() + 1);
            this.components.withObjectProperty(kind.getKey())
                .set(name, withRenamedReferences(component.getValue(), renamed));
        }));
        return renamed;
    }

    private ObjectNode operations(String service, JsonNode path, Map<String, String> renamed) {
        ObjectNode item = (ObjectNode) withRenamedReferences(path, renamed);
        item.properties().forEach((member) -> {
            if (METHODS.contains(member.getKey()) && member.getValue() instanceof ObjectNode operation) {
                operation.putArray("tags").add(service);
                String id = operation.path("operationId").asString(member.getKey());
                operation.put("operationId", this.operationIds.add(id) ? id : uniqueId(service + "." + id));
            }
        });
        return item;
    }

    private String uniqueId(String id) {
        String candidate = id;
        for (int suffix = 2; !this.operationIds.add(candidate); suffix++) {
            candidate = id + suffix;
        }
        return candidate;
    }

    private static JsonNode withRenamedReferences(JsonNode node, Map<String, String> renamed) {
        JsonNode copy = node.deepCopy();
        renameReferences(copy, renamed);
        return copy;
    }

    private static void renameReferences(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            String reference = object.path("$ref").asString();
            object.put("$ref", renamed.getOrDefault(reference, reference));
        }
        node.forEach((child) -> renameReferences(child, renamed));
    }

}
