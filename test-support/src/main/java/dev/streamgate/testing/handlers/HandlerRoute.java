/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.springframework.context.ApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A path that a router function maps. A router function does not expose its filters, so
 * only a request shows whether they apply.
 *
 * @param bean name of the router function's bean
 * @param method a method that it accepts
 * @param path a path that it accepts
 * @param writes whether it accepts a method that writes
 * @param file whether the path is that of a file
 */
record HandlerRoute(String bean, String method, String path, boolean writes, boolean file) {

    private static final Pattern PATH = Pattern.compile("(?<![^\\s(])/[^\\s)]*");

    private static final Pattern METHOD = Pattern.compile("\\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\\b");

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * Returns all routes of an application.
     * @param files one file below each location that files are served from
     * @param findings receives a message for each route that cannot be requested
     */
    static List<HandlerRoute> all(ApplicationContext context, List<String> files, List<String> findings) {
        List<HandlerRoute> routes = new ArrayList<>();
        context.getBeansOfType(RouterFunction.class)
            .forEach((bean, function) -> function.accept(new Walk(bean, files, routes, findings)));
        return routes;
    }

    /** A path that matches the pattern. */
    private static String sample(String pattern) {
        return pattern.replaceAll("/\\*\\*$|/\\{\\*[^}]*}$", "/x").replaceAll("\\{[^}]*}|\\*+", "x");
    }

    @Override
    public String toString() {
        return "The route " + this.method + " " + this.path + " of " + this.bean;
    }

    /** Parses the text form of predicates: {@code (GET && /things/{id})}. */
    private record Walk(String bean, List<String> files, List<HandlerRoute> routes,
            List<String> findings) implements RouterFunctions.Visitor {

        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            String text = predicate.toString();
            List<String> methods = METHOD.matcher(text).results().map(MatchResult::group).toList();
            List<String> paths = PATH.matcher(text).results().map(MatchResult::group).toList();
            boolean writes = methods.isEmpty() || methods.stream().anyMatch(WRITES::contains);
            if (paths.isEmpty()) {
                unreadable(text);
            }
            for (String path : paths) {
                this.routes.add(new HandlerRoute(this.bean, methods.isEmpty() ? "GET" : methods.get(0), sample(path),
                        writes, false));
            }
        }

        @Override
        public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
            String text = lookup.toString();
            String folder = text.replaceFirst("\\*\\*.*", "");
            List<String> served = this.files.stream().filter((file) -> file.startsWith(folder)).toList();
            if (served.isEmpty()) {
                unreadable(text);
            }
            served.forEach((file) -> this.routes.add(new HandlerRoute(this.bean, "GET", file, false, true)));
        }

        @Override
        public void startNested(RequestPredicate predicate) {
            unreadable(predicate.toString());
        }

        @Override
        public void endNested(RequestPredicate predicate) {
            // Reported by startNested.
        }

        @Override
        public void attributes(Map<String, Object> attributes) {
            // Attributes map no path.
        }

        @Override
        public void unknown(RouterFunction<?> function) {
            unreadable(function.toString());
        }

        private void unreadable(String mapping) {
            this.findings.add("Cannot derive a request for " + mapping + " of " + this.bean);
        }

    }

}
