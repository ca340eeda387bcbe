/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * Selects the first status of an order, as Spring Boot's aggregator does, whose public
 * form differs between Spring Boot 4.0 and 4.1. Immutable.
 */
final class OrderedStatusAggregator implements StatusAggregator {

    private final List<String> order;

    /**
     * Creates an aggregator.
     * @param order codes of statuses, the most severe first; upper and lower case,
     * hyphens and underscores do not matter
     */
    OrderedStatusAggregator(List<String> order) {
        this.order = order.stream().map(OrderedStatusAggregator::uniform).toList();
    }

    @Override
    public Status getAggregateStatus(Set<Status> statuses) {
        return statuses.stream()
            .filter((status) -> this.order.contains(uniform(status.getCode())))
            .min(Comparator.comparingInt((status) -> this.order.indexOf(uniform(status.getCode()))))
            .orElse(Status.UNKNOWN);
    }

    private static String uniform(String code) {
        return code.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

}
