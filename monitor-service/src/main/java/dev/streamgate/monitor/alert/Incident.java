/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/**
 * One time that an alert is on, from its beginning to its end. Immutable.
 *
 * @param id its id
 * @param claim what is known of the alert
 * @param state where it stands
 * @param openedAt when this service first heard of it
 * @param resolvedAt when it was over
 * @param resolvedBy who or what ended it
 * @param sources who has said that it fires
 * @param claims who says so at present, and when each said so last
 * @param told whether notifying of it is done with
 * @param toldOver whether notifying of its end is done with
 * @param notifiedAt when the first notification went out
 * @param notifications how many did
 */
record Incident(String id, AlertReport claim, AlertState state, Instant openedAt, @Nullable Instant resolvedAt,
        @Nullable String resolvedBy, Set<AlertSource> sources, Map<AlertSource, Instant> claims, boolean told,
        boolean toldOver, @Nullable Instant notifiedAt, int notifications) {

    /** What ends an alert that nobody resolved by hand. */
    static final String CONDITION = "condition";

    static Incident open(AlertSource source, AlertReport claim, AlertState state, Instant now) {
        return new Incident(UUID.randomUUID().toString(), claim, state, now, null, null, EnumSet.of(source),
                Map.of(source, now), false, false, null, 0);
    }

    /** Something that happened and is over at once. */
    static Incident event(String id, AlertReport claim, Instant now) {
        return new Incident(id, claim, AlertState.RESOLVED, now, claim.firedAt(), CONDITION,
                EnumSet.of(AlertSource.EVENT), Map.of(), true, true, null, 0);
    }

    String fingerprint() {
        return this.claim.fingerprint();
    }

    AlertLevel level() {
        return this.claim.level();
    }

    String service() {
        return this.claim.labels().getOrDefault("service", "");
    }

    boolean isFiring() {
        return this.state == AlertState.FIRING;
    }

    boolean isClaimedBy(AlertSource source) {
        return this.claims.containsKey(source);
    }

    /** Whether somebody resolved it while its condition held. */
    boolean isResolvedByHand() {
        return this.state == AlertState.RESOLVED && !CONDITION.equals(this.resolvedBy);
    }

    /** Whether nothing is to happen with it any more. */
    boolean isSettled() {
        return this.state == AlertState.RESOLVED && this.claims.isEmpty() && (this.toldOver || !this.told);
    }

    /** A source says that it fires. */
    Incident claimed(AlertSource source, AlertReport said, Instant now) {
        Map<AlertSource, Instant> more = claimsCopy();
        more.put(source, now);
        Set<AlertSource> all = EnumSet.copyOf(this.sources);
        all.add(source);
        AlertReport known = (said.value() != null) ? said : this.claim;
        AlertReport latest = new AlertReport(this.claim.fingerprint(), this.claim.rule(), this.claim.level(),
                this.claim.labels(), known.summary(), known.runbook(), known.value(), this.claim.startedAt(),
                this.claim.firedAt());
        return new Incident(this.id, latest, this.state, this.openedAt, this.resolvedAt, this.resolvedBy, all, more,
                this.told, this.toldOver, this.notifiedAt, this.notifications);
    }

    /** A source no longer says that it fires. */
    Incident unclaimed(AlertSource source) {
        Map<AlertSource, Instant> less = claimsCopy();
        less.remove(source);
        return new Incident(this.id, this.claim, this.state, this.openedAt, this.resolvedAt, this.resolvedBy,
                this.sources, less, this.told, this.toldOver, this.notifiedAt, this.notifications);
    }

    Incident firing() {
        return new Incident(this.id, this.claim, AlertState.FIRING, this.openedAt, null, null, this.sources,
                this.claims, this.told, this.toldOver, this.notifiedAt, this.notifications);
    }

    Incident resolved(String by, Instant now) {
        return new Incident(this.id, this.claim, AlertState.RESOLVED, this.openedAt, now, by, this.sources, this.claims,
                this.told, this.toldOver, this.notifiedAt, this.notifications);
    }

    /**
     * Notifying of its present state is done with.
     * @param sent how many notifications went out
     */
    Incident told(boolean over, int sent, Instant now) {
        Instant first = (this.notifiedAt == null && sent > 0) ? now : this.notifiedAt;
        return new Incident(this.id, this.claim, this.state, this.openedAt, this.resolvedAt, this.resolvedBy,
                this.sources, this.claims, true, this.toldOver || over, first, this.notifications + Math.min(1, sent));
    }

    Alert toAlert() {
        return new Alert(fingerprint(), this.claim.rule(), level(), this.state, this.claim.labels(),
                this.claim.summary(), this.claim.runbook(),
                (this.claim.value() != null) ? this.claim.value() : Double.NaN, this.claim.startedAt(),
                this.claim.firedAt(), this.resolvedAt);
    }

    AlertView toView() {
        List<String> said = (this.claims.isEmpty() ? this.sources : this.claims.keySet()).stream()
            .sorted()
            .map(AlertSource::label)
            .toList();
        return new AlertView(this.id, fingerprint(), this.claim.rule(), level().label(),
                this.state.name().toLowerCase(Locale.ROOT), this.claim.labels(), this.claim.summary(),
                this.claim.value(), this.claim.startedAt(),
                (this.state == AlertState.PENDING) ? null : this.claim.firedAt(), this.resolvedAt, this.resolvedBy,
                this.claim.runbook(), said, this.notifications, this.notifiedAt);
    }

    /** How an alert that does not fire yet is shown. */
    static AlertView pendingView(Alert alert) {
        return new AlertView(alert.fingerprint(), alert.fingerprint(), alert.rule(), alert.level().label(), "pending",
                alert.labels(), alert.summary(), Double.isFinite(alert.value()) ? alert.value() : null,
                alert.startedAt(), null, null, null, alert.runbook(), List.of(AlertSource.MONITOR.label()), 0, null);
    }

    private Map<AlertSource, Instant> claimsCopy() {
        Map<AlertSource, Instant> copy = new EnumMap<>(AlertSource.class);
        copy.putAll(this.claims);
        return copy;
    }

}
