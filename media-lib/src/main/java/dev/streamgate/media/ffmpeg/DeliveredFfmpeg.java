/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import dev.streamgate.media.ffmpeg.FfmpegInstallation.Origin;

/**
 * The executables of {@code org.bytedeco:ffmpeg} on the class path, unpacked once per
 * version. Processes may unpack concurrently; the first to finish wins.
 */
final class DeliveredFfmpeg {

    private static final Pattern MISSING = Pattern
        .compile("error while loading shared libraries: (lib[A-Za-z0-9_.+-]+): cannot open shared object file");

    /** Desktop libraries, needed only to capture from devices. */
    private static final Pattern DISPENSABLE = Pattern
        .compile("lib(xcb|X|asound|pulse|jack|SDL|va|vdpau|drm|sndio)[A-Za-z0-9_.-]*\\.so[0-9.]*");

    private static final int MAX_STUBS = 16;

    private final Path directory;

    private final String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);

    DeliveredFfmpeg(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    FfmpegInstallation installation() throws IOException, InterruptedException {
        Path unpacked = unpack();
        Map<String, String> environment = Map.of("LD_LIBRARY_PATH", unpacked.toString());
        for (int stubs = 0;; stubs++) {
            try {
                return FfmpegInstallation.test(Origin.DELIVERED, unpacked, environment);
            }
            catch (FfmpegException ex) {
                Matcher missing = MISSING.matcher(ex.log());
                if (stubs == MAX_STUBS || !missing.find() || !DISPENSABLE.matcher(missing.group(1)).matches()) {
                    throw ex;
                }
                writeStub(unpacked, missing.group(1));
            }
        }
    }

    private void writeStub(Path folder, String name) throws IOException {
        Path temporary = Files.createTempFile(folder, "stub", null);
        Files.write(temporary, StubLibrary.create(name, this.architecture));
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path unpack() throws IOException {
        URL executable = resource();
        if (executable == null || !(executable.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("no executables for " + this.architecture + " on the class path");
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            String folder = connection.getEntryName().substring(0, connection.getEntryName().lastIndexOf('/') + 1);
            JarEntry entry = connection.getJarEntry();
            Path target = this.directory.resolve(Long.toHexString(entry.getCrc()) + "-" + this.architecture);
            if (!Files.isDirectory(target)) {
                unpack(jar, folder, target);
            }
            return target;
        }
    }

    private void unpack(JarFile jar, String folder, Path target) throws IOException {
        Files.createDirectories(this.directory);
        Path temporary = Files.createTempDirectory(this.directory, "unpacking",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName().startsWith(folder) ? entry.getName().substring(folder.length()) : "";
                if (!name.isEmpty() && !name.contains("/") && !name.startsWith("libjni")) {
                    Path file = temporary.resolve(name);
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (FileSystemException ex) {
            if (!Files.isDirectory(target)) {
                throw ex;
            }
        }
        finally {
            FileSystemUtils.deleteRecursively(temporary);
        }
    }

    private @Nullable URL resource() {
        String platform = this.architecture.contains("aarch64") ? "linux-arm64" : "linux-x86_64";
        ClassLoader loader = DeliveredFfmpeg.class.getClassLoader();
        URL gpl = loader.getResource("org/bytedeco/ffmpeg/" + platform + "-gpl/ffmpeg");
        return (gpl != null) ? gpl : loader.getResource("org/bytedeco/ffmpeg/" + platform + "/ffmpeg");
    }

}
