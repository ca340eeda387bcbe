/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests for the operations of an OpenAPI document, with values that are valid, nearly
 * valid or absurd. The same seed gives the same requests.
 */
final class FuzzRequests {

    /** Values that a parser, a database or a file system could take in another way. */
    private static final List<String> TEXTS = List.of("", " ", "\0", "a\0b", "\u202e", "\ud83d", "👩‍👧", "'", "\"",
            "'; SELECT 1; --", "../../../etc/passwd", "%00", "%2e%2e/", "-", "-".repeat(50), "x".repeat(10_000), "NaN",
            "null", "true", "-1", "1e400", "9".repeat(400), "2026-02-30T25:61:61Z", "-999999999-01-01T00:00:00Z",
            "P1000000000D", "*", "((((((((((", "a".repeat(250) + ".mp4", "<script>", "${jndi:ldap://127.0.0.1/a}",
            "\r\nX-Split: 1", "0x1", "de-DE-1996", "a,b;c=d", "\ufeff", "\\", "CON", "urn:x:y", "http://127.0.0.1:1/");

    private static final List<String> NUMBERS = List.of("0", "-1", "1", "1.5", "2147483648", "-9223372036854775809",
            "9223372036854775807", "1e400", "1e-400", "-0", "00", "0x10", "1_000", "\"5\"", "9".repeat(2_000));

    private static final List<String> MEDIA_TYPES = List.of("application/json", "application/json;charset=utf-16",
            "application/json;charset=none", "application/xml", "text/plain", "application/x-www-form-urlencoded",
            "multipart/form-data", "multipart/form-data; boundary=", "application/octet-stream",
            "application/offset+octet-stream", "a", ";", "application/merge-patch+json", "text/vtt", "image/png");

    private static final Map<String, List<String>> HEADERS = Map.ofEntries(
            Map.entry("Accept", List.of("*/*", "a", "text/html", "application/xml", ";;", "text/*;q=x")),
            Map.entry("Range",
                    List.of("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=a", "bytes=0-0,2-2,4-4",
                            "bytes=-" + "9".repeat(99))),
            Map.entry("If-Match", List.of("*", "\"a\"", "a", "\"", "W/\"1\"", "\"99999999999999999999\"")),
            Map.entry("If-None-Match", List.of("*", "\"a\"", "W/", ",,,")),
            Map.entry("If-Modified-Since", List.of("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT")),
            Map.entry("Idempotency-Key", List.of("", "a", "x".repeat(300), "\"a b\"", "é")),
            Map.entry("Content-Encoding", List.of("gzip", "br", "none")),
            Map.entry("Accept-Encoding", List.of("gzip;q=a", "*", "identity;q=0")),
            Map.entry("Accept-Language", List.of("de", "*;q=2", "x-".repeat(50))),
            Map.entry("Tus-Resumable", List.of("1.0.0", "0.2", "")),
            Map.entry("Upload-Offset", List.of("0", "-1", "9".repeat(30), "a")),
            Map.entry("Upload-Length", List.of("0", "1", "-1", "9".repeat(30), "9223372036854775807", "a")),
            Map.entry("Upload-Defer-Length", List.of("1", "2")),
            Map.entry("Upload-Metadata",
                    List.of("filename", "filename AAAA", "filename %%%", "a b,c d,,", "filename AGE=")),
            Map.entry("Upload-Concat", List.of("partial", "final;", "final;/a /b", "final;" + "/a ".repeat(500))),
            Map.entry("Upload-Checksum", List.of("sha256 AAAA", "md5", "sha256", "none a")),
            Map.entry("X-HTTP-Method-Override", List.of("DELETE", "PATCH", "A")),
            Map.entry("X-Forwarded-Proto", List.of("https", "a")), Map.entry("X-Forwarded-Host", List.of("a\tb", "[")),
            Map.entry("X-On-Behalf-Of", List.of("admin", "")), Map.entry("X-Request-Id", List.of("a", "é", "")),
            Map.entry("traceparent", List.of("00-0-0-00", "00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01")),
            Map.entry("Origin", List.of("null", "http://a", "a:b:c")),
            Map.entry("Cookie", List.of("a", "a=\"", "$x=1;;")),
            Map.entry("Last-Event-ID", List.of("-1", "a", "9".repeat(40))));

    private final Random random;

    private final JsonNode document;

    private final List<Operation> operations = new ArrayList<>();

    private final List<String> ids;

    /**
     * Generates requests.
     * @param document an OpenAPI 3 document
     * @param seed the seed
     * @param ids values of path parameters that exist
     */
    FuzzRequests(JsonNode document, long seed, List<String> ids) {
        this.document = document;
        this.random = new Random(seed);
        this.ids = ids;
        document.path("paths")
            .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> this.operations
                .add(new Operation(method.toUpperCase(Locale.ROOT), path, operation))));
    }

    /** The next request, as the bytes of HTTP/1.1 that a client would send. */
    byte[] next(String authorization) {
        Operation operation = pick(this.operations);
        byte[] body = body(operation.node());
        StringBuilder head = new StringBuilder(chance(30)
                ? pick(List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE")) : operation.method())
            .append(' ')
            .append(target(operation))
            .append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n").append(authorization);
        List<String> names = List.copyOf(HEADERS.keySet());
        while (chance(3)) {
            String name = pick(names);
            head.append(name).append(": ").append(pick(HEADERS.getOrDefault(name, List.of("")))).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Type: ")
                .append(chance(8) ? pick(MEDIA_TYPES) : "application/json")
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private String target(Operation operation) {
        String path = operation.path();
        while (path.contains("{")) {
            int start = path.indexOf('{');
            String value = chance(2) ? pick(this.ids) : segment();
            path = path.substring(0, start) + value + path.substring(path.indexOf('}') + 1);
        }
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.node().path("parameters")) {
            if (parameter.path("in").asString("").equals("query") && chance(2)) {
                query.append(query.isEmpty() ? '?' : '&')
                    .append(parameter.path("name").asString())
                    .append('=')
                    .append(segment());
            }
        }
        if (chance(20)) {
            query.append(query.isEmpty() ? '?' : '&')
                .append(pick(List.of("a=%", "%zz", "a=%c0%80", "=", "&&", "a[]=1")));
        }
        return path + query;
    }

    private String segment() {
        String text = pick(TEXTS);
        return chance(10) ? text.replaceAll("[\\s\0]", "%zz")
                : URLEncoder.encode(text.substring(0, Math.min(text.length(), 2_000)), StandardCharsets.UTF_8)
                    .replace("+", "%20");
    }

    private byte[] body(JsonNode operation) {
        JsonNode schema = operation.path("requestBody").path("content").path("application/json").path("schema");
        if (schema.isMissingNode() && !chance(4)) {
            return new byte[0];
        }
        if (schema.isMissingNode() || chance(8)) {
            String text = pick(List.of("null", "[]", "{}", "{", "\"a\"", "[".repeat(20_000), "{\"a\":".repeat(5_000),
                    "{\"a\":1,\"a\":2}", "\ufeff{}", "{\"a\":" + "9".repeat(20_000) + "}", "\0", "{}{}", "a=b&c=%00"));
            byte[] bytes = text.getBytes(chance(4) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
            if (chance(4)) {
                bytes[bytes.length - 1] = (byte) 0xff;
            }
            return bytes;
        }
        return value(schema, 0).getBytes(StandardCharsets.UTF_8);
    }

    /** JSON text of a value for a schema. */
    private String value(JsonNode schema, int depth) {
        if (chance(12)) {
            return pick(List.of("null", "{}", "[]", "true", "-1", quoted(pick(TEXTS))));
        }
        JsonNode resolved = schema.has("$ref") ? this.document.at(schema.path("$ref").asString().substring(1)) : schema;
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (resolved.path(choice).size() > 0) {
                return value(resolved.path(choice).get(this.random.nextInt(resolved.path(choice).size())), depth + 1);
            }
        }
        if (resolved.has("enum") && !chance(4)) {
            return quoted(resolved.path("enum").get(this.random.nextInt(resolved.path("enum").size())).asString(""));
        }
        return switch (resolved.path("type").asString("object")) {
            case "string" ->
                quoted(chance(2) ? pick(TEXTS) : chance(2) ? pick(this.ids) : "text " + this.random.nextInt(99));
            case "integer", "number" -> chance(2) ? pick(NUMBERS) : Integer.toString(this.random.nextInt(100));
            case "boolean" -> Boolean.toString(this.random.nextBoolean());
            case "array" -> {
                List<String> items = new ArrayList<>();
                int count = chance(20) ? 2_000 : this.random.nextInt(3);
                for (int i = 0; i < count && depth < 6; i++) {
                    items.add(value(resolved.path("items"), depth + 1));
                }
                yield "[" + String.join(",", items) + "]";
            }
            default -> {
                List<String> fields = new ArrayList<>();
                if (depth < 6) {
                    resolved.path("properties").forEachEntry((name, property) -> {
                        if (!chance(6)) {
                            fields.add(quoted(name) + ":" + value(property, depth + 1));
                        }
                    });
                }
                if (chance(10)) {
                    fields.add(quoted(pick(TEXTS)) + ":1");
                }
                yield "{" + String.join(",", fields) + "}";
            }
        };
    }

    /** With half a surrogate pair written as an escape, as JSON allows. */
    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text.replace("\ud83d", "@@")).replace("@@", "\\ud83d");
    }

    private boolean chance(int of) {
        return this.random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> values) {
        return values.get(this.random.nextInt(values.size()));
    }

    /**
     * An operation of the document.
     *
     * @param method its method
     * @param path its path with parameters in braces
     * @param node its description
     */
    private record Operation(String method, String path, JsonNode node) {
    }

}
