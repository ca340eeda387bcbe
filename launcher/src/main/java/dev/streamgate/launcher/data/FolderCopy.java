/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/**
 * A copy of a folder while others work in it: what vanishes meanwhile is left out.
 *
 * @param from the folder
 * @param wanted which paths are copied, relative to it; a folder that is not wanted is
 * left out with all it holds
 */
public record FolderCopy(Path from, Predicate<Path> wanted) {

    /** A copy of everything. */
    public static FolderCopy of(Path from) {
        return new FolderCopy(from, (_) -> true);
    }

    /**
     * Copies into a folder, which is made.
     * @return how many bytes were copied
     */
    public long into(Path target) throws IOException {
        OwnerOnlyFiles.folder(target);
        if (!Files.isDirectory(this.from)) {
            return 0;
        }
        Copier copier = new Copier(target);
        Files.walkFileTree(this.from, copier);
        return copier.bytes;
    }

    private final class Copier extends SimpleFileVisitor<Path> {

        private final Path target;

        private long bytes;

        Copier(Path target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Path relative = FolderCopy.this.from.relativize(folder);
            if (!FolderCopy.this.wanted.test(relative)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(FolderCopy.this.from)) {
                Files.copy(folder, this.target.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = FolderCopy.this.from.relativize(file);
            if (attributes.isRegularFile() && FolderCopy.this.wanted.test(relative)) {
                try {
                    Files.copy(file, this.target.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                    this.bytes += attributes.size();
                }
                catch (NoSuchFileException ex) {
                    // Deleted since it was listed.
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
            if (ex instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw ex;
        }

    }

}
