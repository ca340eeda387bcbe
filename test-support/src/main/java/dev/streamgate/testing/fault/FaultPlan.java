/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers the operations that change a disk or a database, and decides which of them
 * fails. A test first counts the operations of a scenario with {@link #none}, then
 * repeats it once for each of them. Safe for threads.
 */
public final class FaultPlan {

    private static final Pattern FILLS_DISK = Pattern.compile("(create|mkdir|write) ");

    private final Kind kind;

    private final int at;

    private final List<String> operations = new ArrayList<>();

    private boolean crashed;

    private FaultPlan(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** Nothing fails; operations are counted. */
    public static FaultPlan none() {
        return new FaultPlan(Kind.NONE, 0);
    }

    /**
     * One operation fails.
     * @param number the operation, from 1
     */
    public static FaultPlan failAt(int number) {
        return new FaultPlan(Kind.FAIL_ONCE, number);
    }

    /**
     * An operation and all later ones fail, like those on a full or broken disk.
     * @param number the first failing operation, from 1
     */
    public static FaultPlan failFrom(int number) {
        return new FaultPlan(Kind.FAIL_FROM, number);
    }

    /**
     * The disk is full: creations and writes fail, everything else works.
     * @param number the first failing operation, from 1
     */
    public static FaultPlan fullFrom(int number) {
        return new FaultPlan(Kind.FULL_FROM, number);
    }

    /**
     * The process ends before an operation.
     * @param number the operation, from 1
     */
    public static FaultPlan crashAt(int number) {
        return new FaultPlan(Kind.CRASH, number);
    }

    /**
     * An operation is carried out, but reported as failed to its caller, as by a
     * connection that breaks during a commit.
     * @param number the operation, from 1
     */
    public static FaultPlan loseReplyOf(int number) {
        return new FaultPlan(Kind.LOSE_REPLY, number);
    }

    /** Number of operations so far. */
    public synchronized int count() {
        return this.operations.size();
    }

    /** Descriptions of the operations so far, in order. */
    public synchronized List<String> operations() {
        return List.copyOf(this.operations);
    }

    /** Whether the process has ended. */
    public synchronized boolean isCrashed() {
        return this.crashed;
    }

    /** Throws {@link SimulatedCrash} if the process has ended. */
    public synchronized void checkAlive() {
        if (this.crashed) {
            throw new SimulatedCrash("any operation");
        }
    }

    /**
     * Registers the next operation.
     * @return what becomes of it
     * @throws SimulatedCrash if the process has ended already
     */
    public synchronized Outcome next(String operation) {
        checkAlive();
        this.operations.add(operation);
        int number = this.operations.size();
        return switch (this.kind) {
            case NONE -> Outcome.DONE;
            case FAIL_ONCE -> (number == this.at) ? Outcome.FAILED : Outcome.DONE;
            case FAIL_FROM -> (number >= this.at) ? Outcome.FAILED : Outcome.DONE;
            case FULL_FROM ->
                (number >= this.at && FILLS_DISK.matcher(operation).lookingAt()) ? Outcome.FULL : Outcome.DONE;
            case LOSE_REPLY -> (number == this.at) ? Outcome.DONE_BUT_REPORTED_AS_FAILED : Outcome.DONE;
            case CRASH -> {
                this.crashed = number == this.at;
                yield this.crashed ? Outcome.CRASHED : Outcome.DONE;
            }
        };
    }

    @Override
    public synchronized String toString() {
        return (count() < this.at || this.at == 0) ? "no fault"
                : "%s %d (%s)".formatted(this.kind, this.at, this.operations.get(this.at - 1));
    }

    private enum Kind {

        NONE, FAIL_ONCE, FAIL_FROM, FULL_FROM, CRASH, LOSE_REPLY

    }

    /** What becomes of an operation. */
    public enum Outcome {

        /** It succeeds. */
        DONE,

        /** It has no effect, or part of its effect, and reports a failure. */
        FAILED,

        /** It has no effect, or part of its effect, since there is no space left. */
        FULL,

        /** It has its effect, and reports a failure. */
        DONE_BUT_REPORTED_AS_FAILED,

        /** It has no effect, or part of its effect, and the process ends. */
        CRASHED

    }

}
