/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;

/**
 * A command of the launcher that runs in a process of its own, beside the suite.
 *
 * @param name the command, and its name among the started processes
 * @param directory the data directory
 * @param settings the launcher's settings
 */
record BackgroundCommand(String name, DataDirectory directory, Settings settings) {

    /**
     * Starts the process.
     * @param prefix a program that starts the process, for instance with another
     * priority; may be empty
     * @param heap the maximum heap, for instance {@code 64m}
     */
    void start(List<String> prefix, String heap) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Jvm.of(this.directory, this.settings).java().toString(), "-Xmx" + heap, "-Xss512k",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dstreamgate.project=" + this.settings.project(), "-cp",
                System.getProperty("java.class.path"), "dev.streamgate.launcher.Launcher", this.name));
        Process process = new DetachedCommand(command, this.settings.environment(), this.directory.root(),
                this.directory.log(this.name))
            .start();
        ProcessIdentity.of(process.pid())
            .ifPresent((identity) -> processes().add(new StartedProcess(this.name, identity, 0, "", Instant.now())));
    }

    /** The running process. */
    Optional<StartedProcess> running() {
        return processes().running(this.name);
    }

    private StartedProcesses processes() {
        return new StartedProcesses(this.directory.run());
    }

}
