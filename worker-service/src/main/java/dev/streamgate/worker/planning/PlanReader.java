/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.sql.Columns;

/** Reads and validates the result of a plan task. */
@Component
class PlanReader {

    private static final Logger log = LoggerFactory.getLogger(PlanReader.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final int MAX_SEGMENTS = 100_000;

    private static final int MAX_RENDITIONS = 64;

    private final Columns columns;

    PlanReader(Columns columns) {
        this.columns = columns;
    }

    /** Returns the plan; empty if the result has no valid presentation. */
    Optional<PackagePlan> read(@Nullable Map<String, Object> result) {
        Object value = (result != null) ? result.get("presentation") : null;
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(this.columns.as(value, Presentation.class))
                .filter(PlanReader::isValid)
                .map(PackagePlan::of);
        }
        catch (JacksonException ex) {
            log.warn("The result of a plan task is not a presentation", ex);
            return Optional.empty();
        }
    }

    /** Components that the JSON lacks are null despite their types. */
    @SuppressWarnings({ "RedundantNullCheck", "ConstantValue" })
    private static boolean isValid(Presentation plan) {
        if (plan.packageKey() == null || plan.sourceKey() == null || plan.segments() == null || plan.video() == null
                || plan.audio() == null || !KEY.matcher(plan.packageKey()).matches()) {
            return false;
        }
        Set<String> names = new HashSet<>();
        boolean video = plan.video().isEmpty() || (plan.timescale() > 0 && isTimeline(plan.segments()));
        for (VideoRendition rendition : plan.video()) {
            video &= rendition.mode() != null && isNewName(rendition.name(), names);
        }
        boolean audio = true;
        for (AudioRendition rendition : plan.audio()) {
            audio &= rendition.sampleRate() > 0 && isTimeline(rendition.segments())
                    && isNewName(rendition.name(), names);
        }
        return video && audio && !names.isEmpty() && names.size() <= MAX_RENDITIONS;
    }

    private static boolean isTimeline(@Nullable List<Long> segments) {
        return segments != null && !segments.isEmpty() && segments.size() <= MAX_SEGMENTS
                && segments.stream().allMatch((ticks) -> ticks != null && ticks > 0);
    }

    private static boolean isNewName(@Nullable String name, Set<String> others) {
        return name != null && NAME.matcher(name).matches() && !name.equals(OnDemandRequest.IMAGES)
                && !name.equals(OnDemandRequest.SUBTITLES) && others.add(name);
    }

}
