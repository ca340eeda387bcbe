/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProgramTests {

    private static final FileTime REPRODUCIBLE = FileTime.fromMillis(0);

    @TempDir
    private Path project;

    private Path target;

    private DataDirectory directory;

    @BeforeEach
    void createFolders() throws IOException {
        this.target = Files.createDirectories(this.project.resolve("auth-service/target"));
        this.directory = new DataDirectory(this.project.resolve("data"));
    }

    @Test
    void afterAChangeOfVersionTheJarThatWasBuiltLastIsFoundWhateverItsTimeOfModification() throws IOException {
        Path before = build("auth-service-0.2.0.jar");
        Path after = build("auth-service-0.1.0.jar");
        do {
            Files.setLastModifiedTime(after, REPRODUCIBLE);
        }
        while (ctime(after).compareTo(ctime(before)) <= 0);
        assertThat(find().jar()).isEqualTo(after);
    }

    @Test
    void jarsOfSourcesAndDocumentationAreNoPrograms() throws IOException {
        Path jar = build("auth-service-0.1.0.jar");
        build("auth-service-0.1.0-sources.jar");
        build("auth-service-0.1.0-javadoc.jar");
        assertThat(find().jar()).isEqualTo(jar);
    }

    @Test
    void withoutAJarTheServiceIsNotBuilt() {
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(this::find).withMessageContaining("auth");
    }

    private Program find() {
        return Program.find(ServiceDefinition.AUTH, this.project, this.directory);
    }

    private Path build(String name) throws IOException {
        Path jar = this.target.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("file"));
        }
        return jar;
    }

    private static FileTime ctime(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }

}
