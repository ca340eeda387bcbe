/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Alert rules, their evaluation, and the handlers of alerts.
 *
 * @param enabled Whether alerting is enabled.
 * @param evaluate Whether rules are evaluated in this process. If not, only info events
 * are delivered.
 * @param evaluationInterval Time between two evaluations of all rules.
 * @param predefined Whether the predefined rules are evaluated.
 * @param rules Rules by name. A rule with the name of a predefined or contributed one
 * overrides the given properties of it.
 * @param runbookUrl Address of the runbook of rules that name none; {rule} stands for the
 * rule's name in lower case with hyphens. Alerts have no link without it.
 * @param maxActive Maximum number of pending and firing alerts; further ones are dropped
 * and counted.
 * @param maxHistory Maximum number of entries in the history; the oldest are removed.
 * @param maxSamples Maximum number of counter samples kept for rates, 16 bytes each.
 * @param delivery Delivery to each handler.
 * @param log Handler that writes alerts to the log.
 * @param webhook Handler that posts alerts as JSON.
 * @param slack Handler that posts alerts to Slack's incoming webhooks.
 * @param email Handler that sends alerts by e-mail, with spring.mail.*.
 */
@Validated
@ConfigurationProperties("streamgate.alert")
public record AlertProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean evaluate,
        @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("30s") Duration evaluationInterval,
        @DefaultValue("true") boolean predefined, @Size(max = 1000) @DefaultValue Map<String, @Valid Rule> rules,
        @Nullable @Size(max = 400) @Pattern(regexp = "[^\\p{Cntrl}]*") String runbookUrl,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxActive,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxHistory,
        @Min(1000) @Max(10_000_000) @DefaultValue("500000") int maxSamples, @Valid @DefaultValue Delivery delivery,
        @Valid @DefaultValue Log log, @Valid @DefaultValue Webhook webhook, @Valid @DefaultValue Slack slack,
        @Valid @DefaultValue Email email) {

    /**
     * The rules that are evaluated from startup.
     * @param contributors called in this order
     * @throws InvalidConfigurationException if a rule is invalid; the message contains
     * its property
     */
    List<AlertRule> allRules(Iterable<AlertRuleContributor> contributors) {
        Map<String, AlertRule> all = new LinkedHashMap<>();
        if (this.predefined) {
            PredefinedRules.all().forEach((rule) -> all.put(rule.name(), rule));
        }
        contributors.forEach((contributor) -> contributor.contribute(all));
        this.rules.forEach((name, given) -> {
            try {
                if (given.enabled()) {
                    all.put(name, given.toRule(name, all.get(name)));
                }
                else {
                    all.remove(name);
                }
            }
            catch (IllegalArgumentException ex) {
                String property = "streamgate.alert.rules." + name;
                throw new InvalidConfigurationException(property + " is invalid: " + ex.getMessage(),
                        "Correct the property under " + property + ", or disable the rule with " + property
                                + ".enabled=false. AlertExpression documents the grammar of expressions.");
            }
        });
        return all.values()
            .stream()
            .map((rule) -> (rule.runbook() != null) ? rule : rule.withRunbook(runbook(rule.name())))
            .toList();
    }

    /** The runbook of a rule or event that names none; null without an address. */
    @Nullable String runbook(String name) {
        if (!StringUtils.hasText(this.runbookUrl)) {
            return null;
        }
        return this.runbookUrl.replace("{rule}", name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }

    /**
     * A rule, or the overridden properties of a predefined or contributed rule.
     *
     * @param enabled Whether the rule is evaluated.
     * @param expression Expression to evaluate.
     * @param condition How its value is compared: gt, lt, eq, gte, lte.
     * @param threshold What it is compared with.
     * @param pendingPeriod How long the condition must hold before the alert fires; zero
     * by default.
     * @param keepFiring How long the alert continues to fire after the condition has
     * ended; zero by default.
     * @param level Urgency: critical, warning, info.
     * @param labels Labels added to its alerts.
     * @param summary One sentence that describes the problem.
     * @param runbook Address or path of the runbook.
     */
    public record Rule(@DefaultValue("true") boolean enabled, @Nullable String expression,
            @Nullable AlertCondition condition, @Nullable Double threshold,
            @Name("for") @Nullable Duration pendingPeriod, @Nullable Duration keepFiring, @Nullable AlertLevel level,
            @DefaultValue Map<String, String> labels, @Nullable String summary, @Nullable String runbook) {

        private AlertRule toRule(String name, @Nullable AlertRule base) {
            AlertExpression parsed = (this.expression != null) ? AlertExpression.of(this.expression)
                    : required(base, "expression").expression();
            String text = this.summary;
            if (text == null) {
                text = (base != null) ? base.summary() : name + ": " + parsed.text();
                text = (text.length() > 500) ? name : text;
            }
            return new AlertRule(name, parsed,
                    (this.condition != null) ? this.condition : required(base, "condition").condition(),
                    (this.threshold != null) ? this.threshold : required(base, "threshold").threshold(),
                    duration(this.pendingPeriod, (base != null) ? base.pendingPeriod() : null),
                    duration(this.keepFiring, (base != null) ? base.keepFiring() : null),
                    (this.level != null) ? this.level : required(base, "level").level(),
                    (this.labels.isEmpty() && base != null) ? base.labels() : this.labels, text,
                    (this.runbook != null || base == null) ? this.runbook : base.runbook());
        }

        private static Duration duration(@Nullable Duration given, @Nullable Duration base) {
            if (given != null) {
                return given;
            }
            return (base != null) ? base : Duration.ZERO;
        }

        private static AlertRule required(@Nullable AlertRule base, String missing) {
            if (base == null) {
                throw new IllegalArgumentException("'" + missing + "' is required, since no other rule has this name");
            }
            return base;
        }

    }

    /**
     * Delivery to each handler.
     *
     * @param queueCapacity Maximum number of alerts queued for one handler.
     * @param maxAttempts Maximum number of attempts to deliver an alert.
     * @param initialBackoff Wait after the first failed attempt; doubled after each
     * further one.
     * @param maxBackoff Maximum wait between two attempts.
     */
    public record Delivery(@Min(1) @Max(10_000) @DefaultValue("200") int queueCapacity,
            @Min(1) @Max(20) @DefaultValue("6") int maxAttempts,
            @DurationMin(millis = 10) @DurationMax(minutes = 5) @DefaultValue("1s") Duration initialBackoff,
            @DurationMin(millis = 10) @DurationMax(hours = 1) @DefaultValue("30s") Duration maxBackoff) {
    }

    /**
     * Handler that writes alerts to the log.
     *
     * @param enabled Whether alerts are logged.
     * @param level Least urgent level that is logged.
     */
    public record Log(@DefaultValue("true") boolean enabled, @DefaultValue("info") AlertLevel level) {
    }

    /**
     * Handler that posts alerts as JSON.
     *
     * @param url Address to post to; the handler is disabled without it.
     * @param authorization Value of the header Authorization.
     * @param level Least urgent level that is posted.
     */
    public record Webhook(@Nullable URI url, @Nullable String authorization, @DefaultValue("info") AlertLevel level) {

        /** Whether the address is an HTTP URL. */
        @AssertTrue(message = "url must begin with http:// or https://")
        public boolean isUrlHttp() {
            return isHttp(this.url);
        }

        @Override
        public String toString() {
            return "Webhook[level=" + this.level + "]";
        }

    }

    /**
     * Handler that posts alerts to Slack's incoming webhooks and compatible ones.
     *
     * @param url Address of the webhook, a secret; the handler is disabled without it.
     * @param level Least urgent level that is posted.
     */
    public record Slack(@Nullable URI url, @DefaultValue("warning") AlertLevel level) {

        /** Whether the address is an HTTP URL. */
        @AssertTrue(message = "url must begin with http:// or https://")
        public boolean isUrlHttp() {
            return isHttp(this.url);
        }

        @Override
        public String toString() {
            return "Slack[level=" + this.level + "]";
        }

    }

    /**
     * Handler that sends alerts by e-mail, with the application's JavaMailSender.
     *
     * @param from Address of the sender.
     * @param to Addresses of the recipients; the handler is disabled without them.
     * @param level Least urgent level that is sent.
     */
    public record Email(@jakarta.validation.constraints.Email @NotEmpty @DefaultValue("alerts@localhost") String from,
            @Size(max = 50) @DefaultValue List<@jakarta.validation.constraints.Email @NotEmpty String> to,
            @DefaultValue("warning") AlertLevel level) {
    }

    private static boolean isHttp(@Nullable URI url) {
        return url == null || url.toString().isEmpty()
                || (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())));
    }

}
