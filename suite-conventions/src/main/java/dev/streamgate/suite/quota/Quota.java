/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.quota;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** A quota of a user. */
public enum Quota {

    /** Bytes of all stored and unfinished uploads. */
    BYTES("bytes", "Delete some of your videos or unfinished uploads first."),

    /** Bytes of the unfinished uploads, received or not. */
    ANNOUNCED_BYTES("announcedBytes", "Complete or delete some of your unfinished uploads first."),

    /** Seconds of all stored videos. */
    SECONDS("seconds", "Delete some of your videos first."),

    /** Unfinished uploads. */
    OPEN_UPLOADS("openUploads", "Complete or delete some of your unfinished uploads first."),

    /** Unfinished jobs. */
    JOBS("jobs", "Wait until some of your jobs have ended, or cancel some."),

    /** Contents. */
    CONTENTS("contents", "Delete some of your contents first.");

    /** The request would use more than the user may. */
    public static final ProblemType EXCEEDED = ProblemType.of("quota-exceeded", HttpStatus.FORBIDDEN, "Quota exceeded");

    private final String id;

    private final String remedy;

    Quota(String id, String remedy) {
        this.id = id;
        this.remedy = remedy;
    }

    /** The name in the API. */
    public String id() {
        return this.id;
    }

    /**
     * Requires that a user may use more.
     * @param used what the user uses
     * @param requested what the request adds
     * @param allowed what the user may use
     * @throws ProblemException 403 that says all three if it is too much
     */
    public void require(long used, long requested, long allowed) {
        if (requested > allowed - used) {
            throw exceeded(used, requested, allowed);
        }
    }

    private ProblemException exceeded(long used, long requested, long allowed) {
        return new ProblemException(EXCEEDED,
                "Your quota is %d %s; %d are used, and this request needs %d. %s".formatted(allowed, this.id, used,
                        requested, this.remedy))
            .with("quota", this.id)
            .with("used", used)
            .with("requested", requested)
            .with("allowed", allowed);
    }

}
