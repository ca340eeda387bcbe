/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

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
import dev.streamgate.worker.sql.Columns;

/** Reads what a plan task has found, and trusts none of it. */
@Component
class Plans {

    private static final Logger log = LoggerFactory.getLogger(Plans.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final int MOST_SEGMENTS = 100_000;

    private static final int MOST_RENDITIONS = 64;

    private final Columns columns;

    Plans(Columns columns) {
        this.columns = columns;
    }

    /** The presentation; empty when there is none that can be worked with. */
    Optional<Presentation> read(@Nullable Map<String, Object> result) {
        Object given = (result != null) ? result.get("presentation") : null;
        if (given == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(this.columns.as(given, Presentation.class)).filter(Plans::usable);
        }
        catch (JacksonException ex) {
            log.warn("A plan cannot be read", ex);
            return Optional.empty();
        }
    }

    @SuppressWarnings({ "RedundantNullCheck", "ConstantValue" })
    private static boolean usable(Presentation plan) {
        // Components that JSON left out are null, whatever their types say.
        if (plan.packageKey() == null || plan.sourceKey() == null || plan.segments() == null || plan.video() == null
                || plan.audio() == null || !KEY.matcher(plan.packageKey()).matches()) {
            return false;
        }
        Set<String> names = new HashSet<>();
        boolean video = plan.video().isEmpty() || (plan.timescale() > 0 && timeline(plan.segments()));
        for (VideoRendition rendition : plan.video()) {
            video &= rendition.mode() != null && name(rendition.name(), names);
        }
        boolean audio = true;
        for (AudioRendition rendition : plan.audio()) {
            audio &= rendition.sampleRate() > 0 && timeline(rendition.segments()) && name(rendition.name(), names);
        }
        return video && audio && !names.isEmpty() && names.size() <= MOST_RENDITIONS;
    }

    private static boolean timeline(@Nullable List<Long> segments) {
        return segments != null && !segments.isEmpty() && segments.size() <= MOST_SEGMENTS
                && segments.stream().allMatch((ticks) -> ticks != null && ticks > 0);
    }

    private static boolean name(@Nullable String name, Set<String> others) {
        return name != null && NAME.matcher(name).matches() && !name.equals(OnDemandSegments.IMAGES)
                && others.add(name);
    }

}
