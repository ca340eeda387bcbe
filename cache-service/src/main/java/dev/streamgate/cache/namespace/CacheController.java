/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.cache.CacheBatch;
import dev.streamgate.contracts.cache.CacheBatchResult;
import dev.streamgate.contracts.cache.CacheEntry;
import dev.streamgate.contracts.cache.CacheStats;
import dev.streamgate.contracts.cache.CacheWarmRequest;
import dev.streamgate.contracts.cache.CacheWarmResult;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;

/** The HTTP API of the namespaces. */
@RestController
@RequestMapping("/api/v1/cache")
@RateLimited("cache")
@PreAuthorize("hasAnyRole('OPERATOR', 'SERVICE')")
class CacheController {

    private static final String NAME = "[a-z0-9][a-z0-9.-]{0,63}";

    private static final int MAX_BATCH_KEYS = 100;

    private final Namespaces namespaces;

    private final JsonMapper json;

    CacheController(Namespaces namespaces, JsonMapper json) {
        this.namespaces = namespaces;
        this.json = json;
    }

    @GetMapping("/{namespace}/{key}")
    ResponseEntity<byte[]> get(@PathVariable @Pattern(regexp = NAME) String namespace,
            @PathVariable @Size(max = 512) String key) {
        CachedValue value = this.namespaces.find(namespace, List.of(key))
            .flatMap((found) -> found.get(key))
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "The cache holds no value for this key."));
        return ResponseEntity.ok()
            .eTag(value.etag())
            .cacheControl(CacheControl.noCache())
            .contentType(MediaType.parseMediaType(value.contentType()))
            .body(value.bytes());
    }

    @PutMapping("/{namespace}/{key}")
    @Audited("cache.put")
    ResponseEntity<Void> put(@PathVariable @Pattern(regexp = NAME) String namespace,
            @PathVariable @Size(max = 512) String key, @RequestParam(required = false) @Nullable Duration ttl,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable MediaType type,
            HttpServletRequest request) throws IOException {
        String contentType = Objects.requireNonNullElse(type, MediaType.APPLICATION_OCTET_STREAM).toString();
        CachedValue value = this.namespaces.value(namespace, body(request), contentType, ttl);
        this.namespaces.getOrCreate(namespace).put(key, value);
        return ResponseEntity.noContent().eTag(value.etag()).build();
    }

    @DeleteMapping("/{namespace}/{key}")
    @Audited("cache.delete")
    ResponseEntity<Void> delete(@PathVariable @Pattern(regexp = NAME) String namespace,
            @PathVariable @Size(max = 512) String key) {
        this.namespaces.findForDeletion(namespace).ifPresent((found) -> found.delete(key));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{namespace}")
    @Audited("cache.clear")
    ResponseEntity<Void> clear(@PathVariable @Pattern(regexp = NAME) String namespace) {
        this.namespaces.remove(namespace);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{namespace}/batch")
    @Audited("cache.batch")
    CacheBatchResult batch(@PathVariable @Pattern(regexp = NAME) String namespace,
            @Valid @RequestBody CacheBatch batch) {
        List<String> delete = Objects.requireNonNullElse(batch.delete(), List.of());
        Map<String, CacheEntry> put = Objects.requireNonNullElse(batch.put(), Map.of());
        List<String> get = Objects.requireNonNullElse(batch.get(), List.of());
        if (delete.size() + put.size() + get.size() > MAX_BATCH_KEYS) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A batch has at most 100 keys in total.");
        }
        Map<String, CachedValue> values = values(namespace, put);
        int deleted = delete.isEmpty() ? 0
                : this.namespaces.findForDeletion(namespace)
                    .map((found) -> (int) delete.stream().filter(found::delete).count())
                    .orElse(0);
        if (!values.isEmpty()) {
            values.forEach(this.namespaces.getOrCreate(namespace)::put);
        }
        Optional<Namespace> namespaceToRead = this.namespaces.find(namespace, get);
        Map<String, Object> found = new LinkedHashMap<>();
        get.forEach((key) -> namespaceToRead.flatMap((target) -> target.get(key))
            .filter((value) -> MediaType.APPLICATION_JSON_VALUE.equals(value.contentType()))
            .ifPresent((value) -> found.put(key, this.json.readValue(value.bytes(), Object.class))));
        return new CacheBatchResult(deleted, values.size(), found);
    }

    @PostMapping("/{namespace}/warm")
    @Audited("cache.warm")
    CacheWarmResult warm(@PathVariable @Pattern(regexp = NAME) String namespace,
            @Valid @RequestBody CacheWarmRequest request) {
        Map<String, CachedValue> values = values(namespace, request.entries());
        Namespace target = this.namespaces.getOrCreate(namespace);
        int stored = (int) values.entrySet()
            .stream()
            .filter((entry) -> target.putIfAbsent(entry.getKey(), entry.getValue()))
            .count();
        return new CacheWarmResult(stored, values.size() - stored);
    }

    @GetMapping("/stats")
    CacheStats stats() {
        return new CacheStats(this.namespaces.all()
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().toView(), (one, other) -> one,
                    LinkedHashMap::new)));
    }

    /**
     * Validates all values before the first is stored, so that a batch is stored entirely
     * or not at all.
     */
    private Map<String, CachedValue> values(String namespace, Map<String, CacheEntry> entries) {
        Map<String, CachedValue> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, this.namespaces.value(namespace,
                this.json.writeValueAsBytes(entry.value()), MediaType.APPLICATION_JSON_VALUE, entry.ttl())));
        return values;
    }

    /** Reads at most one byte more than the limit, independent of Content-Length. */
    private byte[] body(HttpServletRequest request) throws IOException {
        try (InputStream body = request.getInputStream()) {
            return body.readNBytes(Math.toIntExact(this.namespaces.maxValueBytes() + 1));
        }
    }

}
