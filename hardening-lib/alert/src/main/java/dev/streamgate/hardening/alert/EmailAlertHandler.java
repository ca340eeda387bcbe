/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends each alert as a plain text message. */
final class EmailAlertHandler implements AlertHandler {

    private final JavaMailSender sender;

    private final String from;

    private final String[] to;

    private final AlertLevel level;

    EmailAlertHandler(JavaMailSender sender, String from, List<String> to, AlertLevel level) {
        this.sender = sender;
        this.from = from;
        this.to = to.toArray(String[]::new);
        this.level = level;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public AlertLevel level() {
        return this.level;
    }

    @Override
    public void handle(Alert alert) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(this.from);
        message.setTo(this.to);
        message.setSubject("[" + alert.level() + "] " + alert.state() + ": " + alert.rule()
                + OneLine.of(inParentheses(alert.labels().get("service"))));
        message.setText(text(alert));
        this.sender.send(message);
    }

    private static String inParentheses(@Nullable String service) {
        return (service != null) ? " (" + service + ")" : "";
    }

    private static String text(Alert alert) {
        StringBuilder text = new StringBuilder().append(OneLine.of(alert.summary())).append("\n\n");
        line(text, "level", alert.level());
        line(text, "state", alert.state());
        line(text, "value", alert.value());
        line(text, "began", alert.startedAt());
        line(text, "fired", alert.firedAt());
        line(text, "resolved", alert.resolvedAt());
        line(text, "runbook", alert.runbook());
        text.append('\n');
        new TreeMap<>(alert.labels()).forEach((label, value) -> line(text, label, OneLine.of(value)));
        line(text, "alert", alert.fingerprint());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

}
