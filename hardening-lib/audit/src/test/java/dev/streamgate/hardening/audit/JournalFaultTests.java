/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.testing.fault.FaultPlan;
import dev.streamgate.testing.fault.FaultyFileSystem.Loss;
import dev.streamgate.testing.history.Histories;

import static org.assertj.core.api.Assertions.assertThat;

/** Crashes, power failures and disk errors at every operation of the journal. */
class JournalFaultTests {

    private static final int HISTORIES = 100;

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void aCrashBeforeAnyOperationLosesNoAcknowledgedEvent(Loss loss) throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.crashAt(n), loss);
        }
    }

    @Test
    void aFailureOfAnyOperationLosesNoAcknowledgedEvent() throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.failAt(n), Loss.NOTHING);
        }
    }

    @Test
    void aDiskThatFailsFromAnyOperationOnLosesNoAcknowledgedEvent() throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.failFrom(n), Loss.NOTHING);
        }
    }

    @Test
    void generatedHistoriesOfCrashesAndFailuresLoseNoAcknowledgedEvent() {
        Histories.of(JournalStep::random, this::run).check(HISTORIES);
    }

    private int operations() throws IOException {
        JournalUnderFaults journal = new JournalUnderFaults(this.root);
        journal.use(FaultPlan.none(), Loss.NOTHING);
        for (JournalStep step : JournalStep.all()) {
            journal.run(step);
        }
        FaultPlan counted = journal.plan();
        assertThat(counted.count()).isGreaterThan(50);
        journal.finish();
        return counted.count();
    }

    private void run(FaultPlan plan, Loss loss) throws IOException {
        JournalUnderFaults journal = new JournalUnderFaults(this.root);
        journal.use(plan, loss);
        try {
            for (JournalStep step : JournalStep.all()) {
                journal.run(step);
            }
            journal.finish();
        }
        catch (AssertionError | IOException | RuntimeException ex) {
            throw new AssertionError(plan + ", loss of " + loss + ": " + ex.getMessage(), ex);
        }
    }

    private void run(List<JournalStep> steps) throws IOException {
        JournalUnderFaults journal = new JournalUnderFaults(this.root);
        for (JournalStep step : steps) {
            journal.run(step);
        }
        journal.finish();
    }

}
