/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * What raises an alert and who is told.
 *
 * @param enabled Whether there are alerts at all.
 * @param evaluate Whether rules are checked in this process. Without it there are info
 * events only.
 * @param checkInterval Time between two checks.
 * @param predefined Whether the predefined rules are in force.
 * @param rules Rules by name. Of a predefined rule, what is given here changes it.
 * @param maxActive How many alerts may be pending or firing; further ones are counted.
 * @param maxHistory How many entries the history has; the oldest go.
 * @param maxSamples How many earlier readings of counters are kept for rates; 16 bytes
 * each.
 * @param delivery How handlers are told.
 * @param log The handler that writes to the log.
 * @param webhook The handler that posts each alert as JSON.
 * @param slack The handler that posts to Slack's incoming webhooks.
 * @param email The handler that sends mail through spring.mail.*.
 * @param forward The handler that posts to monitor-service with this service's token.
 */
@Validated
@ConfigurationProperties("streamgate.alert")
public record AlertProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean evaluate,
        @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("30s") Duration checkInterval,
        @DefaultValue("true") boolean predefined, @Size(max = 1000) @DefaultValue Map<String, @Valid Rule> rules,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxActive,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxHistory,
        @Min(1000) @Max(10_000_000) @DefaultValue("500000") int maxSamples, @Valid @DefaultValue Delivery delivery,
        @Valid @DefaultValue Log log, @Valid @DefaultValue Webhook webhook, @Valid @DefaultValue Slack slack,
        @Valid @DefaultValue Mail email, @Valid @DefaultValue Forward forward) {

    /**
     * The rules in force at the start.
     * @throws InvalidConfigurationException when one is not a rule; names its property
     */
    List<AlertRule> allRules() {
        Map<String, AlertRule> all = new LinkedHashMap<>();
        if (this.predefined) {
            PredefinedRules.all().forEach((rule) -> all.put(rule.name(), rule));
        }
        this.rules.forEach((name, given) -> {
            try {
                if (given.enabled()) {
                    all.put(name, given.over(name, all.get(name)));
                }
                else {
                    all.remove(name);
                }
            }
            catch (IllegalArgumentException ex) {
                String property = "streamgate.alert.rules." + name;
                throw new InvalidConfigurationException(property + " is not a rule: " + ex.getMessage(),
                        "Change what is named under " + property + ", or take the rule away with " + property
                                + ".enabled=false. docs/hardening-lib.md, section Alerts, says what a rule may be.");
            }
        });
        return new ArrayList<>(all.values());
    }

    /**
     * A rule, or what is different of a predefined one.
     *
     * @param enabled Whether it is in force.
     * @param expression What is looked at.
     * @param condition How it is compared: gt, lt, eq, gte, lte.
     * @param threshold With what.
     * @param pendingPeriod How long the condition must hold; zero unless given.
     * @param keepFiring How long the alert goes on after it; zero unless given.
     * @param level How bad it is: critical, warning, info.
     * @param labels Labels added to its alerts.
     * @param summary What happened, in one sentence.
     * @param runbook Where it is told what to do.
     */
    public record Rule(@DefaultValue("true") boolean enabled, @Nullable String expression,
            @Nullable AlertCondition condition, @Nullable Double threshold,
            @Name("for") @Nullable Duration pendingPeriod, @Nullable Duration keepFiring, @Nullable AlertLevel level,
            @DefaultValue Map<String, String> labels, @Nullable String summary, @Nullable String runbook) {

        private AlertRule over(String name, @Nullable AlertRule base) {
            AlertExpression looked = (this.expression != null) ? AlertExpression.of(this.expression)
                    : of(base, "expression").expression();
            String text = this.summary;
            if (text == null) {
                text = (base != null) ? base.summary() : name + ": " + looked.text();
                text = (text.length() > 500) ? name : text;
            }
            return new AlertRule(name, looked,
                    (this.condition != null) ? this.condition : of(base, "condition").condition(),
                    (this.threshold != null) ? this.threshold : of(base, "threshold").threshold(),
                    time(this.pendingPeriod, (base != null) ? base.pendingPeriod() : null),
                    time(this.keepFiring, (base != null) ? base.keepFiring() : null),
                    (this.level != null) ? this.level : of(base, "level").level(),
                    (this.labels.isEmpty() && base != null) ? base.labels() : this.labels, text,
                    (this.runbook != null || base == null) ? this.runbook : base.runbook());
        }

        private static Duration time(@Nullable Duration given, @Nullable Duration base) {
            if (given != null) {
                return given;
            }
            return (base != null) ? base : Duration.ZERO;
        }

        private static AlertRule of(@Nullable AlertRule base, String missing) {
            if (base == null) {
                throw new IllegalArgumentException(
                        "'" + missing + "' is missing, and no predefined rule has that name");
            }
            return base;
        }

    }

    /**
     * How handlers are told, each on its own.
     *
     * @param queue How many alerts wait for one handler at most.
     * @param attempts How often each alert is tried.
     * @param pause Wait after the first attempt that failed; doubled after each further.
     * @param longestPause Longest wait.
     */
    public record Delivery(@Min(1) @Max(10_000) @DefaultValue("200") int queue,
            @Min(1) @Max(20) @DefaultValue("6") int attempts,
            @DurationMin(millis = 10) @DurationMax(minutes = 5) @DefaultValue("1s") Duration pause,
            @DurationMin(millis = 10) @DurationMax(hours = 1) @DefaultValue("30s") Duration longestPause) {
    }

    /**
     * The log.
     *
     * @param enabled Whether alerts are logged.
     * @param level The least urgent level that is.
     */
    public record Log(@DefaultValue("true") boolean enabled, @DefaultValue("info") AlertLevel level) {
    }

    /**
     * Any HTTP address.
     *
     * @param url Where alerts are posted; nowhere without it.
     * @param authorization Value of the header Authorization.
     * @param level The least urgent level that is told.
     */
    public record Webhook(@Nullable URI url, @Nullable String authorization, @DefaultValue("info") AlertLevel level) {

        /** Whether the address is one of HTTP. */
        @AssertTrue(message = "url must begin with http:// or https://")
        public boolean isUrlHttp() {
            return http(this.url);
        }

        @Override
        public String toString() {
            return "Webhook[level=" + this.level + "]";
        }

    }

    /**
     * Slack's incoming webhooks, and others of their form.
     *
     * @param url The webhook's address, which is a secret; nowhere without it.
     * @param level The least urgent level that is told.
     */
    public record Slack(@Nullable URI url, @DefaultValue("warning") AlertLevel level) {

        /** Whether the address is one of HTTP. */
        @AssertTrue(message = "url must begin with http:// or https://")
        public boolean isUrlHttp() {
            return http(this.url);
        }

        @Override
        public String toString() {
            return "Slack[level=" + this.level + "]";
        }

    }

    /**
     * E-mail, sent by the application's JavaMailSender.
     *
     * @param from The sender's address.
     * @param to The recipients' addresses; nobody without them.
     * @param level The least urgent level that is told.
     */
    public record Mail(@Email @NotEmpty @DefaultValue("alerts@localhost") String from,
            @Size(max = 50) @DefaultValue List<@Email @NotEmpty String> to, @DefaultValue("warning") AlertLevel level) {
    }

    /**
     * monitor-service.
     *
     * @param url Its address; nowhere without it.
     */
    public record Forward(@Nullable URI url) {

        /** Whether the address is one of HTTP. */
        @AssertTrue(message = "url must begin with http:// or https://")
        public boolean isUrlHttp() {
            return http(this.url);
        }

    }

    private static boolean http(@Nullable URI url) {
        return url == null || url.toString().isEmpty()
                || (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())));
    }

}
