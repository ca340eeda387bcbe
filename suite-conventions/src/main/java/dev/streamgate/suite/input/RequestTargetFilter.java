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
 * Refuses paths and queries that Tomcat, Spring or PostgreSQL fails on only later, as a
 * server error: incomplete escapes (in a path, those of its parameters after a
 * semicolon), bytes that are not UTF-8, parameters without a name, and the character
 * U+0000.
 */
final class RequestTargetFilter extends OncePerRequestFilter {

    private static final String FILTERED = RequestTargetFilter.class.getName() + ".FILTERED";

    private final ProblemDetails problems;

    RequestTargetFilter(ProblemDetails problems) {
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
        String error = error("path", request.getRequestURI());
        if (error == null && query != null) {
            error = (query.startsWith("=") || query.contains("&=")) ? "The query has a parameter without a name."
                    : error("query", query);
        }
        if (error != null) {
            this.problems.write(response, ProblemDetails.of(ProblemType.BAD_REQUEST, error));
            return;
        }
        chain.doFilter(request, response);
    }

    /** What is wrong with a part of the request's target; null if nothing is. */
    private static @Nullable String error(String part, String text) {
        if (text.indexOf('%') < 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '%') {
                bytes.put((byte) character);
                continue;
            }
            int value = (i + 2 < text.length()) ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
            if (value < 0) {
                return "The " + part + " has an incomplete escape: '%' must be followed by two hexadecimal digits.";
            }
            if (value == 0) {
                return "The " + part + " must not contain the character U+0000.";
            }
            bytes.put((byte) value);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return null;
        }
        catch (CharacterCodingException ex) {
            return "The " + part + " is not UTF-8.";
        }
    }

    /** The value of two hexadecimal digits; negative if one is another character. */
    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return (first < 0 || second < 0) ? -1 : first * 16 + second;
    }

}
