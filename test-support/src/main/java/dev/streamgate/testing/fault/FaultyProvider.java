/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations of a {@link FaultyFileSystem}. */
final class FaultyProvider extends FileSystemProvider {

    private final FaultyFileSystem system;

    private final Path root;

    private volatile FaultPlan plan = FaultPlan.none();

    private final DurableState state;

    FaultyProvider(FaultyFileSystem system, Path root, InstantSource clock) throws IOException {
        this.system = system;
        this.root = root;
        this.state = new DurableState(root, clock);
    }

    void use(FaultPlan next) {
        this.plan = next;
    }

    synchronized void lose(FaultyFileSystem.Loss loss) throws IOException {
        if (loss != FaultyFileSystem.Loss.NOTHING) {
            this.state.loseUnsynced(loss == FaultyFileSystem.Loss.UNSYNCED_BYTES);
        }
        this.plan = FaultPlan.none();
    }

    /** Carries out an operation that has its whole effect or none. */
    synchronized void run(String operation, Path file, FaultyAction action) throws IOException {
        run(operation, file, action, FaultyAction.NONE, FaultyAction.NONE);
    }

    /**
     * Carries out an operation.
     * @param failed its effect where it fails
     * @param crashed its effect where the process ends meanwhile
     */
    synchronized void run(String operation, Path file, FaultyAction action, FaultyAction failed, FaultyAction crashed)
            throws IOException {
        FaultPlan current = this.plan;
        String text = operation + " " + this.root.relativize(file);
        switch (current.next(text)) {
            case DONE -> action.run(this.state);
            case FAILED -> {
                failed.run(this.state);
                throw new IOException("Input/output error: " + text);
            }
            case FULL -> {
                failed.run(this.state);
                throw new IOException("No space left on device: " + text);
            }
            case DONE_BUT_REPORTED_AS_FAILED -> {
                action.run(this.state);
                throw new IOException("Input/output error: " + text);
            }
            case CRASHED -> {
                crashed.run(this.state);
                throw new SimulatedCrash(text);
            }
        }
    }

    private void checkAlive() {
        this.plan.checkAlive();
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return this.system;
    }

    @Override
    public Path getPath(URI uri) {
        return this.system.wrap(Path.of(uri));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        checkAlive();
        Path file = FaultyFileSystem.unwrap(path);
        boolean creates = options.contains(StandardOpenOption.CREATE_NEW)
                || options.contains(StandardOpenOption.CREATE);
        if (creates && !Files.exists(file)) {
            run("create", file, (nodes) -> {
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)
                    .close();
                nodes.created(file, false);
            });
        }
        else if (options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (Files.isDirectory(file)) {
            return new FaultyChannel(this, file, FileChannel.open(file, StandardOpenOption.READ), null);
        }
        Set<OpenOption> rest = new HashSet<>(options);
        rest.remove(StandardOpenOption.CREATE_NEW);
        rest.remove(StandardOpenOption.TRUNCATE_EXISTING);
        // A sync reads what it makes durable.
        rest.add(StandardOpenOption.READ);
        FileChannel channel = FileChannel.open(file, rest);
        synchronized (this) {
            FaultyChannel faulty = new FaultyChannel(this, file, channel, this.state.node(file));
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING) && channel.size() > 0) {
                faulty.truncate(0);
            }
            return faulty;
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        checkAlive();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(FaultyFileSystem.unwrap(folder))) {
            for (Path file : all) {
                Path wrapped = this.system.wrap(file);
                if (filter.accept(wrapped)) {
                    files.add(wrapped);
                }
            }
        }
        return new DirectoryStream<>() {

            @Override
            public Iterator<Path> iterator() {
                return files.iterator();
            }

            @Override
            public void close() {
                // All names are read.
            }

        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        checkAlive();
        Path path = FaultyFileSystem.unwrap(folder);
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        run("mkdir", path, (nodes) -> {
            Files.createDirectory(path, attributes);
            nodes.created(path, true);
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        Path file = FaultyFileSystem.unwrap(link);
        Path source = FaultyFileSystem.unwrap(existing);
        run("link", file, (nodes) -> {
            Files.createLink(file, source);
            nodes.linked(file, source);
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        checkAlive();
        Path file = FaultyFileSystem.unwrap(path);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(path.toString());
        }
        run("delete", file, (nodes) -> {
            Files.delete(file);
            nodes.deleted(file);
        });
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = FaultyFileSystem.unwrap(source);
        Path to = FaultyFileSystem.unwrap(target);
        run("rename", to, (nodes) -> {
            Files.move(from, to, options);
            nodes.moved(from, to);
        });
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(FaultyFileSystem.unwrap(path), FaultyFileSystem.unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(FaultyFileSystem.unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(FaultyFileSystem.unwrap(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path file = FaultyFileSystem.unwrap(path);
        file.getFileSystem().provider().checkAccess(file, modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(FaultyFileSystem.unwrap(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(FaultyFileSystem.unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(FaultyFileSystem.unwrap(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(FaultyFileSystem.unwrap(path), attribute, value, options);
    }

}
