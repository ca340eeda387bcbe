/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/**
 * Schedules that submit jobs; for operators. Each scheduled time fires once, regardless
 * of the number of instances; of the times missed during a downtime one is caught up.
 */
@HttpExchange("/api/v1/jobs/schedules")
public interface ScheduleApi {

    /** Creates a schedule: 201. */
    @PostExchange
    ResponseEntity<ScheduleView> create(@Valid @RequestBody CreateSchedule schedule);

    /** Lists schedules, newest first. */
    @GetExchange
    Page<ScheduleView> list(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Returns one schedule. */
    @GetExchange("/{scheduleId}")
    ScheduleView get(@PathVariable String scheduleId);

    /** Changes the given fields. */
    @PatchExchange("/{scheduleId}")
    ScheduleView change(@PathVariable String scheduleId, @Valid @RequestBody ChangeSchedule change);

    /** Removes a schedule; its jobs remain. */
    @DeleteExchange("/{scheduleId}")
    ResponseEntity<Void> remove(@PathVariable String scheduleId);

}
