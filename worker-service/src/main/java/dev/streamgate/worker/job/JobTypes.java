/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.sql.Columns;

/** The types of jobs that can be submitted, and by whom. */
@Component
public class JobTypes {

    private final Map<String, JobType> orchestrated;

    private final JobProperties properties;

    private final Columns columns;

    JobTypes(Set<JobType> orchestrated, JobProperties properties, Columns columns) {
        this.orchestrated = orchestrated.stream().collect(Collectors.toMap(JobType::name, Function.identity()));
        this.properties = properties;
        this.columns = columns;
    }

    /**
     * Checks that a type is known and a payload small enough.
     * @throws ProblemException 400 or 413
     */
    public void check(String type, @Nullable Map<String, Object> payload) {
        if (!this.orchestrated.containsKey(type) && !this.properties.types().contains(type)) {
            Set<String> known = new TreeSet<>(this.properties.types());
            known.addAll(this.orchestrated.keySet());
            throw new ProblemException(JobProblems.UNKNOWN_TYPE,
                    "There is no job type '%s'; there are: %s.".formatted(type, String.join(", ", known)));
        }
        String json = this.columns.json(payload);
        if (json != null && json.getBytes(StandardCharsets.UTF_8).length > this.properties.maxPayload().toBytes()) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                    "The payload is larger than %d bytes.".formatted(this.properties.maxPayload().toBytes()));
        }
        if (json != null && json.contains("\\u0000")) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The payload must not contain the character U+0000.");
        }
    }

    /** Checks that the submitter may ask for the type, and completes the payload. */
    Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        check(request.type(), request.payload());
        boolean trusted = submitter.caller().isService() || submitter.caller().isOperator();
        if (!trusted && !this.properties.userTypes().contains(request.type())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Jobs of this type are not for users to submit.");
        }
        JobType type = this.orchestrated.get(request.type());
        if (type != null) {
            return type.prepare(request, submitter);
        }
        return (request.payload() != null) ? request.payload() : Map.of();
    }

    /** Whether jobs of the type are made of tasks. */
    boolean isOrchestrated(String type) {
        return this.orchestrated.containsKey(type);
    }

}
