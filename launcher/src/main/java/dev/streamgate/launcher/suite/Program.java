/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * A service's program: its jar, unpacked once for each build. A JVM starts a plain class
 * path faster than nested jars, and only a plain class path can have an ahead-of-time
 * cache. A rebuild does not change the files of a running service.
 *
 * @param service the service
 * @param jar the built jar
 * @param build identifies the contents of {@code jar}
 * @param folder the folder to unpack into
 */
record Program(ServiceDefinition service, Path jar, String build, Path folder) {

    private static final int BUILD_DIGITS = 12;

    /**
     * Finds the most recently built jar: after a change of version, that of the version
     * before is there too.
     * @throws LaunchFailure if the service is not built
     */
    static Program find(ServiceDefinition service, Path project, DataDirectory directory) {
        Path target = project.resolve(service.id() + "-service").resolve("target");
        String prefix = service.id() + "-service-";
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter((file) -> {
                String name = file.getFileName().toString();
                return name.startsWith(prefix) && name.endsWith(".jar") && !name.matches(".*-(sources|javadoc)\\.jar");
            }).max(Comparator.comparing(Program::buildTime)).orElseThrow(() -> missing(service, target));
            String build = fingerprint(jar);
            return new Program(service, jar, build, directory.programs().resolve(service.id() + "-" + build));
        }
        catch (IOException ex) {
            throw missing(service, target);
        }
    }

    /**
     * The unpacked program of a build, which may be older than the built one.
     * @throws LaunchFailure if it is not unpacked
     */
    static Program unpacked(ServiceDefinition service, String build, DataDirectory directory) {
        Path folder = directory.programs().resolve(service.id() + "-" + build);
        try (Stream<Path> files = Files.list(folder)) {
            Path jar = files.filter((file) -> file.getFileName().toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow(() -> missing(service, folder));
            return new Program(service, jar, build, folder);
        }
        catch (IOException ex) {
            throw missing(service, folder);
        }
    }

    /** The jar to run. */
    Path unpackedJar() {
        return this.folder.resolve(this.jar.getFileName());
    }

    boolean isUnpacked() {
        return Files.exists(this.folder);
    }

    /** Unpacks the jar unless it is unpacked. */
    void unpack(Path java) {
        if (isUnpacked()) {
            return;
        }
        Path unfinished = this.folder.resolveSibling(this.service.id() + ".unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        try {
            Process process = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-Djarmode=tools", "-jar", this.jar.toString(), "extract", "--destination", unfinished.toString())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LaunchFailure("Could not unpack " + this.jar + ":\n" + output.strip());
            }
            Files.move(unfinished, this.folder, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not unpack " + this.jar, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    /** Deletes the folders of earlier builds, which must not be running. */
    void deleteEarlierBuilds() {
        try (Stream<Path> folders = Files.list(this.folder.resolveSibling(""))) {
            folders.filter((other) -> other.getFileName().toString().matches(this.service.id() + "-\\p{XDigit}+"))
                .filter((other) -> !other.equals(this.folder))
                .forEach(OwnerOnlyFiles::deleteTree);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not list the earlier builds of " + this.service.id(), ex);
        }
    }

    /** Reproducible builds set the time of modification, but not that of the inode. */
    private static FileTime buildTime(Path jar) {
        try {
            return (FileTime) Files.getAttribute(jar, "unix:ctime");
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not read the attributes of " + jar, ex);
        }
    }

    /** Hashes names, sizes and checksums of the entries instead of their bytes. */
    private static String fingerprint(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            MessageDigest digest = Sha256.newDigest();
            for (ZipEntry entry : zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
                digest.update((entry.getName() + '\0' + entry.getSize() + '\0' + entry.getCrc() + '\n')
                    .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, BUILD_DIGITS);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not read " + jar, ex);
        }
    }

    private static LaunchFailure missing(ServiceDefinition service, Path target) {
        return new LaunchFailure(
                "There is no jar of " + service.id() + "-service in " + target + ". Build it: mvn -DskipTests package");
    }

}
