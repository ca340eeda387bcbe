/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Refuses queries that Tomcat or PostgreSQL fails on only later, as a server error:
 * incomplete escapes, bytes that are not UTF-8, parameters without a name, and the
 * character U+0000.
 */
final class QueryFilter extends OncePerRequestFilter {

    private static final String FILTERED = QueryFilter.class.getName() + ".FILTERED";

    private final ProblemDetails problems;

    QueryFilter(ProblemDetails problems) {
        this.problems = problems;
    }

    /** A constant, since the default implementation concatenates it for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        String error = (query != null) ? error(query) : null;
        if (error != null) {
            this.problems.write(response, ProblemDetails.of(ProblemType.BAD_REQUEST, error));
            return;
        }
        chain.doFilter(request, response);
    }

    /** What is wrong with a query; null if nothing is. */
    static @Nullable String error(String query) {
        if (query.startsWith("=") || query.contains("&=")) {
            return "The query has a parameter without a name.";
        }
        if (query.indexOf('%') < 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            char character = query.charAt(i);
            if (character != '%') {
                bytes.put((byte) character);
                continue;
            }
            int value = (i + 2 < query.length()) ? hex(query.charAt(i + 1), query.charAt(i + 2)) : -1;
            if (value < 0) {
                return "The query has an incomplete escape: '%' must be followed by two hexadecimal digits.";
            }
            if (value == 0) {
                return "The query must not contain the character U+0000.";
            }
            bytes.put((byte) value);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return null;
        }
        catch (CharacterCodingException ex) {
            return "The query is not UTF-8.";
        }
    }

    /** The value of two hexadecimal digits; negative if one is none. */
    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return (first < 0 || second < 0) ? -1 : first * 16 + second;
    }

}
