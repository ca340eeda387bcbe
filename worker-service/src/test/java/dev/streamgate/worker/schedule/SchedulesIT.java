/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.worker.ChangeSchedule;
import dev.streamgate.contracts.worker.CreateSchedule;
import dev.streamgate.contracts.worker.ScheduleApi;
import dev.streamgate.contracts.worker.ScheduleView;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;

class SchedulesIT extends WorkerScenario {

    @Autowired
    private ScheduleTrigger trigger;

    private ScheduleApi schedules;

    @BeforeEach
    void connectAsOperator() {
        this.schedules = this.clients.schedules(TestTokens.user("op", "operator"));
        this.clock.set(Instant.parse("2026-06-01T10:00:00Z"));
    }

    @Test
    void aScheduleSubmitsItsJobAtItsTime() {
        ScheduleView daily = create("30 12 * * *", "Europe/Berlin");
        assertThat(daily.nextRunAt()).isEqualTo("2026-06-01T10:30:00Z");
        assertThat(this.trigger.fireDue()).isZero();
        this.clock.advance(Duration.ofMinutes(30));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        assertThat(this.trigger.fireDue()).isZero();
        ScheduleView fired = this.schedules.get(daily.scheduleId());
        assertThat(fired.lastRunAt()).isEqualTo("2026-06-01T10:30:00Z");
        assertThat(fired.nextRunAt()).isEqualTo("2026-06-02T10:30:00Z");
        assertThat(job(fired.lastJobId()).payload()).containsEntry("n", 1);
        assertThat(lease("sample.work")).isPresent();
    }

    @Test
    void oneMissedTimeIsCaughtUpAfterADowntime() {
        ScheduleView often = create("*/10 * * * *", null);
        this.clock.advance(Duration.ofHours(5).plusMinutes(3));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        assertThat(this.schedules.get(often.scheduleId()).nextRunAt()).isEqualTo("2026-06-01T15:10:00Z");
    }

    @Test
    void aScheduleThatCannotBeFiredDelaysNoOther() {
        ScheduleView broken = create("0 * * * *", null);
        this.clock.advance(Duration.ofSeconds(1));
        ScheduleView healthy = create("0 * * * *", null);
        this.jdbc.sql("UPDATE schedules SET priority = 99 WHERE id = ?").param(broken.scheduleId()).update();
        this.clock.advance(Duration.ofHours(1));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        assertThat(this.schedules.get(healthy.scheduleId()).lastJobId()).isNotNull();
        this.jdbc.sql("UPDATE schedules SET priority = 5 WHERE id = ?").param(broken.scheduleId()).update();
        assertThat(this.trigger.fireDue()).isEqualTo(1);
    }

    @Test
    void concurrentInstancesFireEachTimeOnce() throws Exception {
        for (int n = 0; n < 5; n++) {
            create("0 * * * *", null);
        }
        this.clock.advance(Duration.ofHours(1));
        int fired = 0;
        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> instance = this.trigger::fireDue;
            for (Future<Integer> one : instances.invokeAll(List.of(instance, instance, instance, instance))) {
                fired += one.get();
            }
        }
        assertThat(fired).isEqualTo(5);
        assertThat(this.jobs.list(null, null, null, null, null).items()).hasSize(5);
    }

    @Test
    void aDisabledScheduleDoesNotFireOrCatchUp() {
        ScheduleView hourly = create("0 * * * *", null);
        ScheduleView off = this.schedules.change(hourly.scheduleId(),
                new ChangeSchedule(null, null, null, false, null, null));
        assertThat(off.nextRunAt()).isNull();
        assertThat(off.cron()).isEqualTo("0 * * * *");
        this.clock.advance(Duration.ofHours(3).plusMinutes(5));
        assertThat(this.trigger.fireDue()).isZero();
        ScheduleView on = this.schedules.change(hourly.scheduleId(),
                new ChangeSchedule(null, null, null, true, null, 9));
        assertThat(on.nextRunAt()).isEqualTo("2026-06-01T14:00:00Z");
        assertThat(on.priority()).isEqualTo(9);
    }

    @Test
    void schedulesAreListedAndRemoved() {
        ScheduleView first = create("0 1 * * *", null);
        this.clock.advance(Duration.ofSeconds(1));
        ScheduleView second = create("0 2 * * *", null);
        var page = this.schedules.list(1, null);
        assertThat(page.items()).containsExactly(second);
        assertThat(this.schedules.list(1, page.nextCursor()).items()).containsExactly(first);
        this.schedules.remove(first.scheduleId());
        assertProblem(404, "not-found", () -> this.schedules.get(first.scheduleId()));
        assertProblem(404, "not-found", () -> this.schedules.remove(first.scheduleId()));
    }

    @Test
    void invalidSchedulesAreRejected() {
        assertProblem(400, "invalid-fields", () -> create("0 0 31 2 *", null));
        assertProblem(400, "invalid-fields", () -> create("every day", null));
        assertProblem(400, "invalid-fields", () -> create("0 0 * * * *", null));
        assertProblem(400, "invalid-fields", () -> create("0 0 * * *", "Middle/Earth"));
        assertProblem(400, "unknown-job-type",
                () -> this.schedules.create(new CreateSchedule("no.such", "0 0 * * *", null, null, null, null, null)));
    }

    @Test
    void schedulesAreForOperators() {
        ScheduleApi user = this.clients.schedules(TestTokens.user("u1", "creator"));
        assertProblem(403, "forbidden", () -> user.list(null, null));
        assertProblem(403, "forbidden",
                () -> user.create(new CreateSchedule("sample.work", "0 0 * * *", null, null, null, null, null)));
    }

    @Test
    void rolesAreCheckedBeforeTheBody() {
        ScheduleApi user = this.clients.schedules(TestTokens.user("u1", "creator"));
        assertProblem(403, "forbidden", () -> user.create(new CreateSchedule("", "", null, null, null, null, 99)));
    }

    @Test
    void anOperatorSchedulesNoPurge() {
        assertProblem(403, "forbidden", () -> this.schedules
            .create(new CreateSchedule("media.purge", "0 * * * *", null, null, "c1", null, null)));
    }

    @Test
    void theScheduleOfADemotedOperatorHasTheRightsThatItsOwnerHasNow() {
        ScheduleView hourly = create("0 * * * *", null);
        auth.roles("op", "creator");
        this.clock.advance(Duration.ofHours(1));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        ScheduleView refused = this.schedules.get(hourly.scheduleId());
        assertThat(refused.lastJobId()).isNull();
        assertThat(refused.lastError()).isEqualTo("Users may not submit jobs of this type.");
        auth.roles("op", "operator");
        until(() -> {
            this.clock.advance(Duration.ofHours(1));
            this.trigger.fireDue();
            return this.schedules.get(hourly.scheduleId()).lastJobId() != null;
        });
        assertThat(this.schedules.get(hourly.scheduleId()).lastError()).isNull();
    }

    @Test
    void theScheduleOfADisabledOwnerSubmitsNoJobAndSaysWhy() {
        ScheduleView hourly = create("0 * * * *", null);
        auth.disable("op");
        this.clock.advance(Duration.ofHours(1));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        ScheduleView refused = this.schedules.get(hourly.scheduleId());
        assertThat(refused.lastJobId()).isNull();
        assertThat(refused.lastError()).isEqualTo("The account of the schedule's owner is disabled.");
        assertThat(refused.nextRunAt()).isEqualTo("2026-06-01T12:00:00Z");
    }

    @Test
    void schedulesStayDueWhileTheRightsOfTheirOwnerAreUnknown() {
        ScheduleView hourly = create("0 * * * *", null);
        auth.available(false);
        this.clock.advance(Duration.ofHours(1));
        assertThat(this.trigger.fireDue()).isZero();
        auth.available(true);
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        assertThat(this.schedules.get(hourly.scheduleId()).lastJobId()).isNotNull();
    }

    @Test
    void aScheduleContinuesAfterASubmissionFailed() {
        this.schedules.create(new CreateSchedule("transcode", "0 * * * *", null, null, "c1", null, null));
        this.clock.advance(Duration.ofHours(1));
        assertThat(this.trigger.fireDue()).isEqualTo(1);
        assertThat(this.trigger.fireDue()).isZero();
        assertThat(this.jobs.list(null, null, null, null, null).items()).isEmpty();
    }

    private ScheduleView create(String cron, String zone) {
        return this.schedules.create(new CreateSchedule("sample.work", cron, zone, null, null, Map.of("n", 1), null))
            .getBody();
    }

}
