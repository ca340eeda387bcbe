/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.ChangeSchedule;
import dev.streamgate.contracts.worker.CreateSchedule;
import dev.streamgate.contracts.worker.ScheduleApi;
import dev.streamgate.contracts.worker.ScheduleView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;

/** {@code /api/v1/jobs/schedules}, for operators. */
@RestController
@RateLimited("worker")
@PreAuthorize("hasRole('OPERATOR')")
class ScheduleController implements ScheduleApi {

    private final Schedules schedules;

    ScheduleController(Schedules schedules) {
        this.schedules = schedules;
    }

    @Override
    @Audited("schedule.create")
    public ResponseEntity<ScheduleView> create(CreateSchedule schedule) {
        ScheduleView view = this.schedules.create(schedule, Caller.required().id());
        return ResponseEntity.created(URI.create("/api/v1/jobs/schedules/" + view.scheduleId())).body(view);
    }

    @Override
    public Page<ScheduleView> list(@Nullable Integer limit, @Nullable String cursor) {
        return this.schedules.page(limit, cursor);
    }

    @Override
    public ScheduleView get(String scheduleId) {
        return this.schedules.get(scheduleId);
    }

    @Override
    @Audited("schedule.change")
    public ScheduleView change(String scheduleId, ChangeSchedule change) {
        return this.schedules.change(scheduleId, change);
    }

    @Override
    @Audited("schedule.remove")
    public ResponseEntity<Void> remove(String scheduleId) {
        this.schedules.remove(scheduleId);
        return ResponseEntity.noContent().build();
    }

}
