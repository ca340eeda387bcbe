/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * When a cron expression fires in a time zone. Where clocks go back, a fixed hour fires
 * once, while "every n minutes" goes on by real time. Where clocks go forward, a fixed
 * time that is skipped fires when the gap ends: a daily job is daily. Immutable.
 */
final class CronTimes {

    private static final int MOST_GAPS = 16;

    private final ExecutionTime times;

    private final ZoneId zone;

    private final boolean fixedHour;

    private CronTimes(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.zone = zone;
        FieldExpression hour = Objects.requireNonNull(cron.retrieveFieldsAsMap().get(CronFieldName.HOUR))
            .getExpression();
        this.fixedHour = !(hour instanceof Always || hour instanceof Every);
    }

    /**
     * Reads an expression of five fields.
     * @throws ProblemException 400 if it or the zone's name cannot be read
     */
    static CronTimes parse(String expression, String timeZone) {
        ZoneId zone;
        try {
            zone = ZoneId.of(timeZone);
        }
        catch (DateTimeException ex) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "timeZone is an IANA name such as Europe/Berlin.",
                    ex);
        }
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new CronTimes(parser.parse(expression).validate(), zone);
        }
        catch (IllegalArgumentException ex) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "cron has five fields: minute, hour, day of month, month, day of week.", ex);
        }
    }

    /** The first moment after the given one; empty when there is none any more. */
    Optional<Instant> after(Instant instant) {
        Optional<Instant> next = this.times.nextExecution(instant.atZone(this.zone)).map(ZonedDateTime::toInstant);
        return this.fixedHour ? next.map((found) -> skippedBefore(found, instant).orElse(found)) : next;
    }

    /**
     * The end of a gap between the two moments in which the expression would have fired.
     */
    private Optional<Instant> skippedBefore(Instant found, Instant instant) {
        Instant from = instant;
        for (int gap = 0; gap < MOST_GAPS; gap++) {
            ZoneOffsetTransition change = this.zone.getRules().nextTransition(from);
            if (change == null || !change.getInstant().isBefore(found)) {
                return Optional.empty();
            }
            if (change.isGap() && firesBetween(change.getDateTimeBefore(), change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            from = change.getInstant();
        }
        return Optional.empty();
    }

    private boolean firesBetween(LocalDateTime from, LocalDateTime to) {
        return this.times.nextExecution(from.minusSeconds(1).atZone(ZoneOffset.UTC))
            .filter((fired) -> fired.toLocalDateTime().isBefore(to))
            .isPresent();
    }

}
