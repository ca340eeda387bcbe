/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.mp4.Mp4Track.Kind;

/**
 * The sample tables of an unfragmented MP4 or MOV file. Reading the index of an hour of
 * video takes some tens of milliseconds, wherever in the file the index is.
 *
 * @param video the first video track; {@code null} without video
 * @param audio the audio tracks in file order
 */
public record Mp4Index(@Nullable Mp4Track video, List<Mp4Track> audio) {

    /** A feature film with several tracks has some 20 MB. */
    private static final long MAX_MOOV = 128L * 1024 * 1024;

    private static final int MAX_TOP_LEVEL_BOXES = 1024;

    private static final int MAX_TRACKS = 64;

    /**
     * All tracks together, at 24 bytes each: tables of constants are small in the file.
     */
    private static final long MAX_SAMPLES = 4_000_000;

    /**
     * Reads the index of a file.
     * @throws UnsupportedMp4Exception if the file is fragmented, edited, uses another
     * unsupported feature, or its index is damaged
     * @throws UnreadableMediaException if the file is incomplete
     */
    public static Mp4Index read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            Extent moov = find(channel);
            ByteBuffer content = channel.map(MapMode.READ_ONLY, moov.offset(), moov.length(), arena).asByteBuffer();
            Mp4Index index = read(BoxReader.of("moov", content));
            index.checkSampleOffsets(channel.size());
            return index;
        }
        catch (BufferUnderflowException ex) {
            throw new UnsupportedMp4Exception("the index is damaged");
        }
    }

    private static Mp4Index read(BoxReader moov) throws UnsupportedMp4Exception {
        if (moov.child("mvex").isPresent()) {
            throw new UnsupportedMp4Exception("the file is fragmented");
        }
        BoxReader mvhd = moov.descend("mvhd");
        mvhd.skip((mvhd.version() == 1) ? 16 : 8);
        long timescale = Math.max(1, mvhd.uint32());
        Mp4Track video = null;
        List<Mp4Track> audio = new ArrayList<>();
        int tracks = 0;
        long samples = 0;
        for (BoxReader trak : moov.children()) {
            Optional<Kind> kind = trak.type().equals("trak") ? Mp4Track.kind(trak) : Optional.empty();
            if (kind.isPresent() && ++tracks > MAX_TRACKS) {
                throw new UnsupportedMp4Exception("the file has too many tracks");
            }
            if (kind.isPresent() && kind.get() == Kind.AUDIO) {
                audio.add(Mp4Track.read(trak, Kind.AUDIO, timescale));
                samples += audio.getLast().samples().count();
            }
            else if (kind.isPresent() && video == null) {
                video = Mp4Track.read(trak, Kind.VIDEO, timescale);
                samples += video.samples().count();
            }
            if (samples > MAX_SAMPLES) {
                throw new UnsupportedMp4Exception("the file has too many samples");
            }
        }
        return new Mp4Index(video, List.copyOf(audio));
    }

    private static Extent find(FileChannel channel) throws IOException {
        long size = channel.size();
        long position = 0;
        ByteBuffer header = ByteBuffer.allocate(16);
        for (int boxes = 0; position + 8 <= size && boxes < MAX_TOP_LEVEL_BOXES; boxes++) {
            header.clear();
            channel.read(header, position);
            header.flip();
            long length = Integer.toUnsignedLong(header.getInt());
            String type = BoxReader.fourcc(header);
            int headerSize = 8;
            if (length == 1) {
                length = header.getLong();
                headerSize = 16;
            }
            else if (length == 0) {
                length = size - position;
            }
            if (length < headerSize || length > size - position) {
                throw new UnreadableMediaException("The file is incomplete: its end is missing.");
            }
            if (type.equals("moov")) {
                if (length > MAX_MOOV) {
                    throw new UnsupportedMp4Exception("the index is too large");
                }
                return new Extent(position + headerSize, length - headerSize);
            }
            if (type.equals("moof")) {
                throw new UnsupportedMp4Exception("the file is fragmented");
            }
            position += length;
        }
        throw new UnreadableMediaException("The MP4 has no index: the file is incomplete.");
    }

    private void checkSampleOffsets(long fileSize) throws UnreadableMediaException {
        List<Mp4Track> tracks = new ArrayList<>(this.audio);
        if (this.video != null) {
            tracks.add(this.video);
        }
        for (Mp4Track track : tracks) {
            SampleTable samples = track.samples();
            for (int i = 0; i < samples.count(); i++) {
                if (samples.offset(i) < 0 || samples.offset(i) > fileSize - samples.size(i)) {
                    throw new UnreadableMediaException(
                            "The file is incomplete: its index refers to data beyond its end.");
                }
            }
        }
    }

    /** A range of the file. */
    private record Extent(long offset, long length) {
    }

}
