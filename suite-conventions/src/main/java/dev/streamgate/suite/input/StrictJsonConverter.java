/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Reads the bodies of requests and refuses with 400 what two readers could understand
 * differently or what cannot be stored: a key that an object has twice, an unknown field,
 * the character U+0000 and half a surrogate pair. Calls between services may have unknown
 * fields, since the caller may be newer, and any text, since they have no user who could
 * correct it. Thread-safe.
 */
final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {

    private static final String INTERNAL = "/internal/";

    private final ObjectReader strict;

    StrictJsonConverter(JsonMapper mapper) {
        super(mapper);
        this.strict = mapper.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        return super.read(type, checked(message), hints);
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        return super.readInternal(type, checked(message));
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, JavaType type) {
        return isInternal() ? reader : reader.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static boolean isInternal() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getRequestURI().startsWith(INTERNAL);
    }

    private HttpInputMessage checked(HttpInputMessage message) throws IOException {
        byte[] body = message.getBody().readAllBytes();
        boolean internal = isInternal();
        try (JsonParser parser = this.strict.createParser(body)) {
            while (parser.nextToken() != null) {
                if (!internal && (parser.currentToken() == JsonToken.VALUE_STRING
                        || parser.currentToken() == JsonToken.PROPERTY_NAME)) {
                    requireStorable(parser);
                }
            }
        }
        catch (StreamReadException ex) {
            // Jackson has no type of its own for this error.
            if (Objects.requireNonNullElse(ex.getOriginalMessage(), "").startsWith("Duplicate ")) {
                TokenStreamLocation place = ex.getLocation();
                throw invalid("An object has a key twice, at line %d, column %d.".formatted(place.getLineNr(),
                        place.getColumnNr()));
            }
            throw unreadable(ex, message);
        }
        catch (JacksonException ex) {
            throw unreadable(ex, message);
        }
        return new ReadMessage(message.getHeaders(), body);
    }

    private static void requireStorable(JsonParser parser) {
        String text = parser.getString();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                throw invalid("The text at '%s' must not contain the character U+0000.".formatted(place(parser)));
            }
            if (Character.isSurrogate(character)) {
                if (!Character.isHighSurrogate(character) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw invalid("The text at '%s' contains half a surrogate pair.".formatted(place(parser)));
                }
                i++;
            }
        }
    }

    /** A JSON pointer to the value, or to the object whose key is invalid. */
    private static String place(JsonParser parser) {
        return ((parser.currentToken() == JsonToken.PROPERTY_NAME)
                ? Objects.requireNonNull(parser.streamReadContext().getParent()) : parser.streamReadContext())
            .pathAsPointer()
            .toString();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST, detail);
    }

    private static HttpMessageNotReadableException unreadable(JacksonException ex, HttpInputMessage message) {
        return new HttpMessageNotReadableException("JSON parse error: " + ex.getOriginalMessage(), ex, message);
    }

    /**
     * A message whose body was read.
     *
     * @param getHeaders its headers
     * @param body its body
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record ReadMessage(HttpHeaders getHeaders, byte[] body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(this.body);
        }

    }

}
