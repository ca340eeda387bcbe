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
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.monitor.RuleSpec;
import dev.streamgate.contracts.monitor.RuleView;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.monitor.database.DeferredMigration;

/**
 * The predefined rules with their overrides, and the operators' own rules. Both are
 * stored in the database; a change is stored before it takes effect. Thread-safe.
 */
@Component
class Rules {

    private static final Logger log = LoggerFactory.getLogger(Rules.class);

    private static final int MAX_STORED = 500;

    private final AlertRules activeRules;

    private final RuleStore store;

    private final DeferredMigration migration;

    private final Clock clock;

    private final Map<String, AlertRule> predefined = new HashMap<>();

    private final Map<String, StoredRule> stored = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean loaded;

    Rules(AlertRules activeRules, RuleStore store, DeferredMigration migration, Clock clock) {
        this.activeRules = activeRules;
        this.store = store;
        this.migration = migration;
        this.clock = clock;
        activeRules.all().forEach((rule) -> this.predefined.put(rule.name(), rule));
    }

    /** Loads the stored rules when the database is first available. */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void load() {
        if (this.loaded || !this.lock.tryLock()) {
            return;
        }
        try {
            this.migration.migrate();
            this.store.all().forEach((rule) -> {
                this.stored.put(rule.name(), rule);
                activate(rule);
            });
            this.loaded = true;
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug(
                    "Stored rules could not be loaded; evaluating the predefined rules until the database is available",
                    ex);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** All rules, ordered by name. */
    List<RuleView> all() {
        this.lock.lock();
        try {
            Map<String, AlertRule> all = new HashMap<>(this.predefined);
            this.stored.values().forEach((rule) -> all.put(rule.name(), RuleMapper.toRule(rule.name(), rule.spec())));
            return all.values()
                .stream()
                .sorted(Comparator.comparing(AlertRule::name))
                .map((rule) -> RuleMapper.toView(rule, this.predefined.containsKey(rule.name()),
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
     * @throws ProblemException if the rule is invalid, or a rule of that name exists
     */
    RuleView add(RuleSpec spec, String by) {
        String name = spec.name();
        if (name == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "A rule needs a name.").with("errors",
                    List.of(Map.of("field", "name", "message", "must not be null")));
        }
        this.lock.lock();
        try {
            RuleMapper.toRule(name, spec);
            if (find(name).isPresent()) {
                throw new ProblemException(ProblemType.CONFLICT, "A rule of that name exists. Change it with PUT.");
            }
            return put(name, spec, 1, by);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Changes a rule.
     * @param version expected version; null for any
     * @throws ProblemException if the rule is invalid, does not exist, or has another
     * version
     */
    RuleView change(String name, RuleSpec spec, @Nullable Long version, String by) {
        if (spec.name() != null && !spec.name().equals(name)) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "A rule cannot be renamed.").with("errors",
                    List.of(Map.of("field", "name", "message", "must equal the name in the path")));
        }
        this.lock.lock();
        try {
            RuleMapper.toRule(name, spec);
            RuleView present = required(name, version);
            return put(name, spec, present.version() + 1, by);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Deletes a rule, or the override of a predefined rule.
     * @param version expected version; null for any
     * @throws ProblemException if the rule does not exist or has another version
     */
    void delete(String name, @Nullable Long version) {
        this.lock.lock();
        try {
            RuleView present = required(name, version);
            if (present.version() == 0) {
                throw new ProblemException(ProblemType.CONFLICT,
                        "A predefined rule cannot be deleted. Disable it with PUT and \"enabled\": false.");
            }
            requireLoaded();
            if (!this.store.delete(name, present.version())) {
                throw versionConflict(present.version());
            }
            this.stored.remove(name);
            AlertRule original = this.predefined.get(name);
            if (original != null) {
                this.activeRules.put(original);
            }
            else {
                this.activeRules.remove(name);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    private RuleView required(String name, @Nullable Long version) {
        RuleView present = find(name).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Rule not found."));
        if (version != null && version != present.version()) {
            throw versionConflict(present.version());
        }
        return present;
    }

    private RuleView put(String name, RuleSpec spec, long version, String by) {
        requireLoaded();
        if (this.stored.size() >= MAX_STORED && !this.stored.containsKey(name)) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The maximum of " + MAX_STORED + " stored rules is reached.");
        }
        Instant now = this.clock.instant();
        StoredRule rule = new StoredRule(name, spec, version, by, now);
        if (!this.store.save(rule)) {
            throw versionConflict(version);
        }
        this.stored.put(name, rule);
        activate(rule);
        return RuleMapper.toView(RuleMapper.toRule(name, spec), this.predefined.containsKey(name), rule);
    }

    /** Before loading, a version conflict could not be detected. */
    private void requireLoaded() {
        if (!this.loaded) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "Rules cannot be changed while the database is unavailable. Retry later.");
        }
    }

    private void activate(StoredRule rule) {
        try {
            if (rule.isEnabled()) {
                this.activeRules.put(RuleMapper.toRule(rule.name(), rule.spec()));
            }
            else {
                this.activeRules.remove(rule.name());
            }
        }
        catch (ProblemException ex) {
            log.error("The stored rule {} is invalid and is not evaluated; correct or delete it", rule.name(), ex);
        }
    }

    private static ProblemException versionConflict(long version) {
        return new ProblemException(ProblemType.PRECONDITION_FAILED,
                "The current version is " + version + ". Read the rule again, then repeat the change.")
            .header("ETag", "\"" + version + "\"");
    }

}
