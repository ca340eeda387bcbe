/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertState;

/**
 * The alerts with which anything is still to happen, one episode for each fingerprint,
 * whoever speaks of it. It fires as long as one source says so. Bounded; safe for
 * threads.
 */
class ActiveAlerts {

    /**
     * Beyond that nobody reads any more, and rules that bring forth so many are at fault.
     */
    private static final int MAX_OPEN = 5_000;

    /** How many ends are remembered for a source that comes late. */
    private static final int MAX_ENDED = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ActiveAlerts.class);

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Incident> open = new LinkedHashMap<>();

    private final Map<String, Instant> ended = new LinkedHashMap<>();

    private final Map<String, Instant> lateUntil = new HashMap<>();

    private final Duration settling;

    private final Consumer<Incident> changed;

    /**
     * Makes an empty book.
     * @param settling how long a claim waits that began before the alert's last end
     * @param changed told of each change; must not wait
     */
    ActiveAlerts(Duration settling, Consumer<Incident> changed) {
        this.settling = settling;
        this.changed = changed;
    }

    /** All episodes, in the order in which they were opened. */
    List<Incident> all() {
        return locked(() -> List.copyOf(this.open.values()));
    }

    /** The episode of an id, as long as anything is to happen with it. */
    Optional<Incident> find(String id) {
        return all().stream().filter((episode) -> episode.id().equals(id)).findFirst();
    }

    /** A source says that an alert fires. */
    void claim(AlertSource source, AlertReport claim, Instant now) {
        locked(() -> {
            Incident known = this.open.get(claim.fingerprint());
            if (known == null) {
                open(source, claim, now);
                return null;
            }
            Incident claimed = known.claimed(source, claim, now);
            boolean late = this.lateUntil.containsKey(claim.fingerprint()) && source == AlertSource.ALERTMANAGER;
            if (known.isFiring() || known.isResolvedByHand() || late) {
                replace(known, claimed, !known.isClaimedBy(source));
            }
            else {
                this.lateUntil.remove(claim.fingerprint());
                replace(known, claimed.firing(), true);
            }
            return null;
        });
    }

    /** A source says that an alert does not fire, or has not been heard for long. */
    void silence(AlertSource source, String fingerprint, Instant now) {
        locked(() -> {
            Incident known = this.open.get(fingerprint);
            if (known != null && known.isClaimedBy(source)) {
                unclaim(source, known, now);
            }
            return null;
        });
    }

    /**
     * The own evaluation as a whole: what it does not mention is over.
     * @param active what is pending or fires
     * @param sure whether an alert that is missing there is over, and not only unknown
     * yet
     */
    void reconcile(Collection<Alert> active, Predicate<Incident> sure, Instant now) {
        Set<String> mentioned = new HashSet<>();
        for (Alert alert : active) {
            mentioned.add(alert.fingerprint());
            if (alert.state() == AlertState.FIRING) {
                claim(AlertSource.MONITOR, AlertReport.of(alert), now);
            }
        }
        all().stream()
            .filter((episode) -> episode.isClaimedBy(AlertSource.MONITOR) && !mentioned.contains(episode.fingerprint()))
            .filter(sure)
            .forEach((episode) -> silence(AlertSource.MONITOR, episode.fingerprint(), now));
    }

    /**
     * Lets claims of Alertmanager that were not repeated end, and lets late ones fire
     * that were not taken back.
     */
    void expire(Duration lifetime, Instant now) {
        for (Incident episode : all()) {
            Instant said = episode.claims().get(AlertSource.ALERTMANAGER);
            if (said != null && said.plus(lifetime).isBefore(now)) {
                log.info("Alertmanager has not repeated {} for {}", episode.claim().rule(), lifetime);
                silence(AlertSource.ALERTMANAGER, episode.fingerprint(), now);
            }
        }
        locked(() -> {
            for (String fingerprint : List.copyOf(this.lateUntil.keySet())) {
                Instant until = this.lateUntil.get(fingerprint);
                if (until != null && !now.isBefore(until)) {
                    this.lateUntil.remove(fingerprint);
                    Incident late = this.open.get(fingerprint);
                    if (late != null) {
                        replace(late, late.firing(), true);
                    }
                }
            }
            return null;
        });
    }

    /**
     * Resolves an alert by hand. It stays so until no source says that it fires.
     * @return the episode, or empty when there is none of that id
     */
    Optional<Incident> resolve(String id, String by, Instant now) {
        return locked(() -> {
            Optional<Incident> known = find(id);
            known.filter(Incident::isFiring).ifPresent((episode) -> replace(episode, episode.resolved(by, now), true));
            return known.map((episode) -> this.open.getOrDefault(episode.fingerprint(),
                    episode.isFiring() ? episode.resolved(by, now) : episode));
        });
    }

    /** Notifying of some episodes is done with; of their end, when they are over. */
    void told(Collection<String> ids, boolean over, int sent, Instant now) {
        change(ids, (episode) -> episode.told(over, sent, now));
    }

    /**
     * Takes up what an earlier process left. What is known already of an alert is kept.
     */
    void restore(Collection<Incident> episodes) {
        locked(() -> {
            for (Incident left : episodes) {
                Incident known = this.open.get(left.fingerprint());
                Incident merged = left;
                if (known != null) {
                    for (Map.Entry<AlertSource, Instant> claim : known.claims().entrySet()) {
                        merged = merged.claimed(claim.getKey(), known.claim(), claim.getValue());
                    }
                    merged = (known.isFiring() && !left.isResolvedByHand()) ? merged.firing() : merged;
                    merged = known.told() ? merged.told(false, known.notifications(), known.openedAt()) : merged;
                }
                this.open.put(merged.fingerprint(), merged);
                if (known != null) {
                    this.changed.accept(merged);
                }
            }
            return null;
        });
    }

    private void open(AlertSource source, AlertReport claim, Instant now) {
        if (this.open.size() >= MAX_OPEN) {
            log.warn("{} is not taken: {} alerts are open", claim.rule(), MAX_OPEN);
            return;
        }
        Instant end = this.ended.get(claim.fingerprint());
        boolean late = source == AlertSource.ALERTMANAGER && end != null && !claim.firedAt().isAfter(end);
        if (late) {
            this.lateUntil.put(claim.fingerprint(), now.plus(this.settling));
        }
        Incident episode = Incident.open(source, claim, late ? AlertState.PENDING : AlertState.FIRING, now);
        this.open.put(claim.fingerprint(), episode);
        if (!late) {
            this.changed.accept(episode);
        }
    }

    private void unclaim(AlertSource source, Incident known, Instant now) {
        Incident less = known.unclaimed(source);
        if (!less.claims().isEmpty() || known.state() == AlertState.RESOLVED) {
            replace(known, less, true);
        }
        else if (known.state() == AlertState.PENDING) {
            this.open.remove(known.fingerprint());
            this.lateUntil.remove(known.fingerprint());
        }
        else {
            replace(known, less.resolved(Incident.CONDITION, now), true);
        }
    }

    private void change(Collection<String> ids, UnaryOperator<Incident> change) {
        locked(() -> {
            new ArrayList<>(this.open.values()).stream()
                .filter((episode) -> ids.contains(episode.id()))
                .forEach((episode) -> replace(episode, change.apply(episode), true));
            return null;
        });
    }

    private void replace(Incident before, Incident after, boolean tell) {
        if (after.isSettled()) {
            this.open.remove(before.fingerprint());
            remember(after);
        }
        else {
            this.open.put(after.fingerprint(), after);
        }
        if (tell) {
            this.changed.accept(after);
        }
    }

    private void remember(Incident over) {
        Instant end = over.resolvedAt();
        if (end != null) {
            this.ended.remove(over.fingerprint());
            this.ended.put(over.fingerprint(), end);
            if (this.ended.size() > MAX_ENDED) {
                this.ended.remove(this.ended.keySet().iterator().next());
            }
        }
    }

    private <T extends @Nullable Object> T locked(java.util.function.Supplier<T> work) {
        this.lock.lock();
        try {
            return work.get();
        }
        finally {
            this.lock.unlock();
        }
    }

}
