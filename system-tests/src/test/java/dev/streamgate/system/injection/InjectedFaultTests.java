/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class InjectedFaultTests {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void pack() {
        InjectionAgent.pack(shared.resolve("agent.jar"));
    }

    @Test
    void aProcessThatIsNotArmedRunsToItsEnd() throws Exception {
        assertThat(run()).isZero();
        assertThat(this.folder.resolve("second")).hasContent("12");
    }

    @Test
    void theProcessEndsBeforeAWrite() throws Exception {
        new InjectedFault(InjectionPoint.WRITE, 2, false).arm(armed());
        assertThat(run()).isEqualTo(OperationCounter.EXIT_STATUS);
        assertThat(this.folder.resolve("first")).hasContent("1");
    }

    @Test
    void theProcessEndsAfterAWrite() throws Exception {
        new InjectedFault(InjectionPoint.WRITE, 2, true).arm(armed());
        assertThat(run()).isEqualTo(OperationCounter.EXIT_STATUS);
        assertThat(this.folder.resolve("first")).hasContent("12");
    }

    @Test
    void theProcessEndsBeforeARename() throws Exception {
        new InjectedFault(InjectionPoint.RENAME, 1, false).arm(armed());
        assertThat(run()).isEqualTo(OperationCounter.EXIT_STATUS);
        assertThat(this.folder.resolve("first")).exists();
        assertThat(this.folder.resolve("second")).doesNotExist();
    }

    @Test
    void syncsOfFilesAndDirectoriesAreDifferentPoints() throws Exception {
        new InjectedFault(InjectionPoint.DIRECTORY_SYNC, 1, false).arm(armed());
        assertThat(run()).isEqualTo(OperationCounter.EXIT_STATUS);
        assertThat(this.folder.resolve("second")).hasContent("12");
        assertThat(this.folder.resolve("end")).doesNotExist();
    }

    @Test
    void aFaultHappensOnce() throws Exception {
        new InjectedFault(InjectionPoint.SYNC, 1, false).arm(armed());
        assertThat(run()).isEqualTo(OperationCounter.EXIT_STATUS);
        assertThat(armed()).doesNotExist();
        assertThat(run()).isZero();
    }

    private Path armed() {
        return this.folder.resolve("armed");
    }

    private int run() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                InjectionAgent.option(shared.resolve("agent.jar"), armed()), "-cp",
                System.getProperty("java.class.path"), Program.class.getName(), this.folder.toString())
            .inheritIO()
            .start();
        return process.waitFor();
    }

    /** Writes twice, syncs, renames, syncs the directory, and creates a file. */
    static final class Program {

        private Program() {
        }

        static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            try (FileChannel file = FileChannel.open(folder.resolve("first"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[] { '1' }));
                file.write(ByteBuffer.wrap(new byte[] { '2' }), 1);
                file.force(true);
            }
            Files.move(folder.resolve("first"), folder.resolve("second"), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder)) {
                directory.force(true);
            }
            Files.createFile(folder.resolve("end"));
        }

    }

}
