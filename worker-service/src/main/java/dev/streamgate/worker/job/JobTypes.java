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
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.sql.Columns;

/** The job types that can be submitted, and who may submit them. */
@Component
public class JobTypes {

    /** No runner supports jobs of this type. */
    private static final ProblemType UNKNOWN_TYPE = ProblemType.of("unknown-job-type", HttpStatus.BAD_REQUEST,
            "Unknown job type");

    private final Map<String, JobType> builtIn;

    private final JobProperties properties;

    private final Columns columns;

    JobTypes(Set<JobType> builtIn, JobProperties properties, Columns columns) {
        this.builtIn = builtIn.stream().collect(Collectors.toMap(JobType::name, Function.identity()));
        this.properties = properties;
        this.columns = columns;
    }

    /**
     * Requires a known type that the submitter may submit, and a valid payload.
     * @throws ProblemException 400, 403 or 413
     */
    public void requireValid(String type, @Nullable Map<String, Object> payload, Submitter submitter) {
        if (!this.builtIn.containsKey(type) && !this.properties.types().contains(type)) {
            Set<String> known = new TreeSet<>(this.properties.types());
            known.addAll(this.builtIn.keySet());
            throw new ProblemException(UNKNOWN_TYPE,
                    "Unknown job type '%s'; known types: %s.".formatted(type, String.join(", ", known)));
        }
        requirePermitted(type, submitter);
        String json = this.columns.json(payload);
        if (json != null && json.getBytes(StandardCharsets.UTF_8).length > this.properties.maxPayload().toBytes()) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                    "The payload exceeds %d bytes.".formatted(this.properties.maxPayload().toBytes()));
        }
        if (json != null && json.contains("\\u0000")) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The payload must not contain the character U+0000.");
        }
    }

    /** Requires a permitted and valid submission; returns the job's payload. */
    Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        requireValid(request.type(), request.payload(), submitter);
        JobType type = this.builtIn.get(request.type());
        if (type != null) {
            return type.prepare(request, submitter);
        }
        return (request.payload() != null) ? request.payload() : Map.of();
    }

    private void requirePermitted(String type, Submitter submitter) {
        if (!submitter.isTrusted() && !this.properties.userTypes().contains(type)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Users may not submit jobs of this type.");
        }
        JobType builtInType = this.builtIn.get(type);
        if (builtInType != null) {
            builtInType.requirePermitted(submitter);
        }
    }

    /** Whether jobs of the type consist of tasks. */
    boolean hasTasks(String type) {
        return this.builtIn.containsKey(type);
    }

}
