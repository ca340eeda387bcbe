/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if a property, or one element of a list property, has text. An empty value does
 * not match: settings often take it from an environment variable that may be unset.
 */
abstract class OnPropertyHasTextCondition implements Condition {

    private final String property;

    OnPropertyHasTextCondition(String property) {
        this.property = property;
    }

    @Override
    public final boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
            .bind(this.property, Bindable.listOf(String.class))
            .orElse(List.of())
            .stream()
            .anyMatch(StringUtils::hasText);
    }

    /** Whether the webhook handler has an address. */
    static final class Webhook extends OnPropertyHasTextCondition {

        Webhook() {
            super("streamgate.alert.webhook.url");
        }

    }

    /** Whether the Slack handler has an address. */
    static final class Slack extends OnPropertyHasTextCondition {

        Slack() {
            super("streamgate.alert.slack.url");
        }

    }

    /** Whether the e-mail handler has recipients. */
    static final class Email extends OnPropertyHasTextCondition {

        Email() {
            super("streamgate.alert.email.to");
        }

    }

}
