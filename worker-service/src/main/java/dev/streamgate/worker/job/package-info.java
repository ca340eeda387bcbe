/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Submission, reading and cancellation of jobs by users and services. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.job;
