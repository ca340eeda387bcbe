/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * Converts OTLP spans to Zipkin's format as specified for OpenTelemetry's Zipkin
 * exporter, since a Zipkin server does not accept OTLP.
 */
final class OtlpToZipkin {

    private static final long NANOS = 1000;

    private OtlpToZipkin() {
    }

    /** The spans of one OTLP request in Zipkin's JSON v2 format. */
    static List<Map<String, Object>> spans(byte[] protobuf) throws InvalidProtocolBufferException {
        List<Map<String, Object>> spans = new ArrayList<>();
        for (ResourceSpans resource : ExportTraceServiceRequest.parseFrom(protobuf).getResourceSpansList()) {
            String service = attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
            resource.getScopeSpansList()
                .forEach((scope) -> scope.getSpansList().forEach((span) -> spans.add(span(service, span))));
        }
        return spans;
    }

    private static Map<String, Object> span(String service, Span span) {
        Map<String, Object> zipkin = new LinkedHashMap<>();
        zipkin.put("traceId", hex(span.getTraceId()));
        zipkin.put("id", hex(span.getSpanId()));
        if (!span.getParentSpanId().isEmpty()) {
            zipkin.put("parentId", hex(span.getParentSpanId()));
        }
        zipkin.put("name", span.getName());
        String kind = span.getKind().name().replace("SPAN_KIND_", "");
        if (List.of("SERVER", "CLIENT", "PRODUCER", "CONSUMER").contains(kind)) {
            zipkin.put("kind", kind);
        }
        zipkin.put("timestamp", span.getStartTimeUnixNano() / NANOS);
        zipkin.put("duration", Math.max(1, (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS));
        zipkin.put("localEndpoint", Map.of("serviceName", service));
        Map<String, String> tags = attributes(span.getAttributesList());
        if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
            tags.put("error", span.getStatus().getMessage());
        }
        zipkin.put("tags", tags);
        return zipkin;
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes.forEach((one) -> texts.put(one.getKey(), text(one.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

}
