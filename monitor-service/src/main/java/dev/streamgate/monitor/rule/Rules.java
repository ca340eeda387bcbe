/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.contracts.monitor.RuleSpec;
import dev.streamgate.contracts.monitor.RuleView;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.monitor.database.DeferredMigration;

/**
 * The predefined rules, changed by what is in the database, and those that are there
 * alone. A change is in the database before it is in force. Safe for threads.
 */
class Rules {

    private static final Logger log = LoggerFactory.getLogger(Rules.class);

    private static final int MAX_STORED = 500;

    private final AlertRules inForce;

    private final RuleStore store;

    private final DeferredMigration schema;

    private final Clock clock;

    private final Map<String, AlertRule> predefined = new HashMap<>();

    private final Map<String, StoredRule> stored = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean loaded;

    Rules(AlertRules inForce, RuleStore store, DeferredMigration schema, Clock clock) {
        this.inForce = inForce;
        this.store = store;
        this.schema = schema;
        this.clock = clock;
        inForce.all().forEach((rule) -> this.predefined.put(rule.name(), rule));
    }

    /** Takes up what is in the database, once there is one. */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void load() {
        if (this.loaded || !this.lock.tryLock()) {
            return;
        }
        try {
            this.schema.prepare();
            this.store.all().forEach((rule) -> {
                this.stored.put(rule.name(), rule);
                putInForce(rule);
            });
            this.loaded = true;
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug("Only the predefined rules are in force until there is a database", ex);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** All rules, in the order of their names. */
    List<RuleView> all() {
        this.lock.lock();
        try {
            Map<String, AlertRule> all = new HashMap<>(this.predefined);
            this.stored.values().forEach((rule) -> all.put(rule.name(), RuleForm.toRule(rule.name(), rule.spec())));
            return all.values()
                .stream()
                .sorted(Comparator.comparing(AlertRule::name))
                .map((rule) -> RuleForm.toView(rule, this.predefined.containsKey(rule.name()),
                        this.stored.get(rule.name())))
                .toList();
        }
        finally {
            this.lock.unlock();
        }
    }

    Optional<RuleView> find(String name) {
        return all().stream().filter((rule) -> rule.name().equals(name)).findFirst();
    }

    /**
     * Adds a rule.
     * @throws ProblemException when it is none, or there is one of that name
     */
    RuleView add(RuleSpec spec, String by) {
        String name = spec.name();
        if (name == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "A rule needs a name.").with("errors",
                    List.of(Map.of("field", "name", "message", "must not be null")));
        }
        this.lock.lock();
        try {
            RuleForm.toRule(name, spec);
            if (find(name).isPresent()) {
                throw new ProblemException(ProblemType.CONFLICT, "There is a rule of that name. Change it with PUT.");
            }
            return put(name, spec, 1, by);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Changes a rule.
     * @param version which one is to be changed; {@code null} for any
     * @throws ProblemException when it is none, there is none of that name, or it has
     * another version
     */
    RuleView change(String name, RuleSpec spec, @Nullable Long version, String by) {
        if (spec.name() != null && !spec.name().equals(name)) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "A rule keeps its name.").with("errors",
                    List.of(Map.of("field", "name", "message", "is another than in the address")));
        }
        this.lock.lock();
        try {
            RuleForm.toRule(name, spec);
            RuleView present = required(name, version);
            return put(name, spec, present.version() + 1, by);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Removes a rule; a predefined one is again as it comes.
     * @param version which one is to be removed; {@code null} for any
     * @throws ProblemException when there is none of that name, or it has another version
     */
    void remove(String name, @Nullable Long version) {
        this.lock.lock();
        try {
            RuleView present = required(name, version);
            if (present.version() == 0) {
                throw new ProblemException(ProblemType.CONFLICT,
                        "A predefined rule cannot be deleted. Switch it off with PUT and \"enabled\": false.");
            }
            requireLoaded();
            if (!this.store.remove(name, present.version())) {
                throw changed(present.version());
            }
            this.stored.remove(name);
            AlertRule original = this.predefined.get(name);
            if (original != null) {
                this.inForce.put(original);
            }
            else {
                this.inForce.remove(name);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    private RuleView required(String name, @Nullable Long version) {
        RuleView present = find(name)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no rule of that name."));
        if (version != null && version != present.version()) {
            throw changed(present.version());
        }
        return present;
    }

    private RuleView put(String name, RuleSpec spec, long version, String by) {
        requireLoaded();
        if (this.stored.size() >= MAX_STORED && !this.stored.containsKey(name)) {
            throw new ProblemException(ProblemType.CONFLICT, "There are " + MAX_STORED + " rules already.");
        }
        Instant now = this.clock.instant();
        StoredRule rule = new StoredRule(name, spec, version, by, now);
        if (!this.store.save(rule)) {
            throw changed(version);
        }
        this.stored.put(name, rule);
        putInForce(rule);
        return RuleForm.toView(RuleForm.toRule(name, spec), this.predefined.containsKey(name), rule);
    }

    /** Else a change could be made on what only seems to be the present state. */
    private void requireLoaded() {
        if (!this.loaded) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Rules can be changed when there is a database.");
        }
    }

    private void putInForce(StoredRule rule) {
        try {
            if (rule.isEnabled()) {
                this.inForce.put(RuleForm.toRule(rule.name(), rule.spec()));
            }
            else {
                this.inForce.remove(rule.name());
            }
        }
        catch (ProblemException ex) {
            log.error("The stored rule {} is not a rule any more and is not evaluated", rule.name(), ex);
        }
    }

    private static ProblemException changed(long version) {
        return new ProblemException(ProblemType.PRECONDITION_FAILED,
                "The present version is " + version + ". Read it again, then repeat the change.")
            .header("ETag", "\"" + version + "\"");
    }

}
