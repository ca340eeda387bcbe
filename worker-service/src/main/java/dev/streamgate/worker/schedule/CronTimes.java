/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Times of a cron expression in a time zone: Spring's {@link CronExpression} without its
 * field for seconds.
 * <p>
 * At a change to or from daylight saving time an expression with fixed hours fires once
 * for each local time: at the end of the gap if clocks skip the time, at the first
 * occurrence if clocks show it twice. So a daily job runs daily. An expression whose hour
 * is {@code *} or a step of it runs by elapsed time through both changes. Immutable.
 */
final class CronTimes {

    private static final int FIELDS = 5;

    private static final int HOUR_FIELD = 1;

    private final CronExpression expression;

    private final ZoneId zone;

    private final boolean fixedHours;

    private CronTimes(CronExpression expression, ZoneId zone, boolean fixedHours) {
        this.expression = expression;
        this.zone = zone;
        this.fixedHours = fixedHours;
    }

    /**
     * Parses an expression: minute, hour, day of month, month, day of week.
     * @throws ProblemException 400 for an invalid expression or time zone
     */
    static CronTimes parse(String cron, String timeZone) {
        ZoneId zone;
        try {
            zone = ZoneId.of(timeZone);
        }
        catch (DateTimeException ex) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "timeZone must be an IANA name such as Europe/Berlin.", ex);
        }
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != FIELDS) {
            throw invalid(null);
        }
        try {
            return new CronTimes(CronExpression.parse("0 " + String.join(" ", fields)), zone,
                    !fields[HOUR_FIELD].startsWith("*"));
        }
        catch (IllegalArgumentException ex) {
            throw invalid(ex);
        }
    }

    /** The first time after an instant; empty if the expression does not match again. */
    Optional<Instant> after(Instant instant) {
        return Optional.ofNullable(this.fixedHours ? nextFixed(instant) : next(instant.atZone(this.zone)));
    }

    private @Nullable Instant next(ZonedDateTime time) {
        ZonedDateTime next = this.expression.next(time);
        return (next != null) ? next.toInstant() : null;
    }

    /** Matches local time, then converts it; a repeated local time is skipped. */
    private @Nullable Instant nextFixed(Instant instant) {
        LocalDateTime local = this.expression.next(LocalDateTime.ofInstant(instant, this.zone));
        while (local != null) {
            Instant next = toInstant(local);
            if (next.isAfter(instant)) {
                return next;
            }
            local = this.expression.next(local);
        }
        return null;
    }

    private Instant toInstant(LocalDateTime local) {
        ZoneOffsetTransition transition = this.zone.getRules().getTransition(local);
        return (transition != null && transition.isGap()) ? transition.getInstant()
                : local.atZone(this.zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private static ProblemException invalid(@Nullable Exception cause) {
        return new ProblemException(ProblemType.INVALID_FIELDS,
                "cron must have five fields: minute, hour, day of month, month, day of week.", cause);
    }

}
