/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.problem.ProblemDetails;

/** Enforces the limits of {@code streamgate.rate-limit.urls}. */
class UrlLimitFilter extends OncePerRequestFilter {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([A-Za-z_][A-Za-z0-9_]*)");

    private final RequestLimits limits;

    private final ProblemDetails problems;

    private final List<Rule> rules = new ArrayList<>();

    UrlLimitFilter(RequestLimits limits, ProblemDetails problems, List<RateLimitProperties.UrlLimit> urls) {
        this.limits = limits;
        this.problems = problems;
        for (int i = 0; i < urls.size(); i++) {
            RateLimitProperties.UrlLimit url = urls.get(i);
            String property = "streamgate.rate-limit.urls[" + i + "]";
            limits.enforcer().requirePlan(url.plan(), property);
            Set<String> methods = new LinkedHashSet<>();
            url.methods().forEach((method) -> methods.add(method.toUpperCase(Locale.ROOT)));
            this.rules.add(new Rule(parse(url.pattern(), property + ".pattern"), methods,
                    LimitDefinition.parse(url.plan(), url.key(), url.condition(), variables(url.pattern()), property)));
        }
    }

    static PathPattern parse(String pattern, String property) {
        try {
            return PathPatternParser.defaultInstance.parse(pattern.startsWith("/") ? pattern : "/" + pattern);
        }
        catch (PatternParseException ex) {
            throw new InvalidConfigurationException(
                    "%s is '%s', which is not a path pattern: %s".formatted(property, pattern, ex.getMessage()),
                    "Set %s to a pattern such as /orders/{id} or /orders/**.".formatted(property));
        }
    }

    static PathContainer path(HttpServletRequest request) {
        return RequestPath.parse(request.getRequestURI(), request.getContextPath()).pathWithinApplication();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PathContainer path = path(request);
        for (Rule rule : this.rules) {
            ProblemDetail rejection = enforce(rule, path, request, response);
            if (rejection != null) {
                this.problems.write(response, rejection);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable ProblemDetail enforce(Rule rule, PathContainer path, HttpServletRequest request,
            HttpServletResponse response) {
        if (!rule.methods().isEmpty() && !rule.methods().contains(request.getMethod())) {
            return null;
        }
        PathPattern.PathMatchInfo match = rule.pattern().matchAndExtract(path);
        return (match != null) ? this.limits.enforce(rule.limit(), match.getUriVariables(), request, response) : null;
    }

    private static Set<String> variables(String pattern) {
        Set<String> variables = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(pattern);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        return variables;
    }

    private record Rule(PathPattern pattern, Set<String> methods, LimitDefinition limit) {
    }

}
