/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A file or folder opened through a {@link FaultyFileSystem}. A write that fails has
 * written half of its bytes.
 */
final class FaultyChannel extends FileChannel {

    private final FaultyProvider provider;

    private final Path file;

    private final FileChannel channel;

    /** The file; {@code null} if it is a folder. */
    private final DurableState.@Nullable Node node;

    FaultyChannel(FaultyProvider provider, Path file, FileChannel channel, DurableState.@Nullable Node node) {
        this.provider = provider;
        this.file = file;
        this.channel = channel;
        this.node = node;
    }

    private DurableState.Node node() {
        return Objects.requireNonNull(this.node);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return this.channel.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return this.channel.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return this.channel.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = write(source, this.channel.position());
        this.channel.position(this.channel.position() + written);
        return written;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        ByteBuffer half = source.slice(source.position(), length / 2);
        FaultyAction torn = (nodes) -> writeFully(nodes, half, position);
        this.provider.run("write", this.file, (nodes) -> writeFully(nodes, source, position), torn, torn);
        return length;
    }

    private void writeFully(DurableState nodes, ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        long at = position;
        while (source.hasRemaining()) {
            at += this.channel.write(source, at);
        }
        node().written(position, position + length);
        nodes.modified(this.file, node());
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(sources[i]);
        }
        return written;
    }

    @Override
    public long position() throws IOException {
        return this.channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        this.channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return this.channel.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (size < size()) {
            this.provider.run("truncate", this.file, (nodes) -> {
                this.channel.truncate(size);
                node().truncated(size);
            });
        }
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        if (this.node == null) {
            this.provider.run("sync", this.file, (nodes) -> nodes.folderSynced(this.file));
        }
        else {
            this.provider.run("sync", this.file, (nodes) -> node().synced(content()), (nodes) -> node().syncFailed(),
                    FaultyAction.NONE);
        }
    }

    private byte[] content() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) this.channel.size());
        while (bytes.hasRemaining() && this.channel.read(bytes, bytes.position()) >= 0) {
            continue;
        }
        return bytes.array();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return this.channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, 8192));
        int read = source.read(bytes);
        bytes.flip();
        return (read > 0) ? write(bytes, position) : 0;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("Writes to a mapping cannot be counted");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return this.channel.lock(position, size, shared);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return this.channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        this.channel.close();
    }

}
