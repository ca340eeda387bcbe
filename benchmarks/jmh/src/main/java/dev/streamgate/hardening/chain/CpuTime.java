/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.chain;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of the benchmark threads for each operation ({@code -prof
 * dev.streamgate.hardening.chain.CpuTime}). On a shared machine it is more meaningful
 * than wall time, which includes the time of other processes.
 */
public class CpuTime implements InternalProfiler {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long startNanos;

    @Override
    public String getDescription() {
        return "CPU time of the benchmark threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        this.startNanos = cpuNanos();
    }

    @Override
    public Collection<? extends Result> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        double nanosPerOperation = (cpuNanos() - this.startNanos)
                / (double) Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult("cpu.time.norm", nanosPerOperation, "ns/op", AggregationPolicy.AVG));
    }

    private long cpuNanos() {
        long nanos = 0;
        for (ThreadInfo thread : this.threads.getThreadInfo(this.threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("-jmh-worker-")) {
                nanos += Math.max(0, this.threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

}
