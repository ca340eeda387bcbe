/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Request body of Slack's incoming webhooks and compatible ones.
 *
 * @param text text of the notification
 * @param attachments details of the alert
 */
record SlackMessage(String text, List<Attachment> attachments) {

    /** Renders an alert; characters with a meaning in Slack's mark-up are escaped. */
    static SlackMessage of(Alert alert) {
        String title = alert.level() + " " + alert.state() + ": " + alert.rule();
        List<Field> fields = new ArrayList<>();
        new TreeMap<>(alert.labels())
            .forEach((label, value) -> fields.add(new Field(escape(label), escape(value), true)));
        String runbook = alert.runbook();
        boolean link = runbook != null && (runbook.startsWith("https://") || runbook.startsWith("http://"));
        if (runbook != null && !link) {
            fields.add(new Field("runbook", escape(runbook), false));
        }
        return new SlackMessage(escape(title + ". " + alert.summary()),
                List.of(new Attachment(color(alert), escape(title), link ? runbook : null, escape(alert.summary()),
                        fields, alert.startedAt().getEpochSecond())));
    }

    private static String color(Alert alert) {
        if (alert.state() == AlertState.RESOLVED && alert.level() != AlertLevel.INFO) {
            return "good";
        }
        return Map.of(AlertLevel.CRITICAL, "danger", AlertLevel.WARNING, "warning")
            .getOrDefault(alert.level(), "#439fe0");
    }

    private static String escape(String text) {
        return OneLine.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * Details of an alert.
     *
     * @param color colour of the bar
     * @param title level, state and rule
     * @param titleLink the runbook; null if it is not an address
     * @param text the summary
     * @param fields the labels
     * @param ts start of the alert, seconds since 1970
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attachment(String color, String title, @JsonProperty("title_link") @Nullable String titleLink, String text,
            List<Field> fields, long ts) {
    }

    /**
     * A label.
     *
     * @param title the label's name
     * @param value the label's value
     * @param isShort whether two fields fit on one line
     */
    record Field(String title, String value, @JsonProperty("short") boolean isShort) {
    }

}
