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
 * The sample tables of an MP4 or MOV file that is not fragmented. An hour of video is
 * read in some tens of milliseconds, wherever in the file its index stands.
 *
 * @param video the first track of pictures; {@code null} without one
 * @param audio the tracks of sound in the file's order
 */
public record Mp4Index(@Nullable Mp4Track video, List<Mp4Track> audio) {

    /** A long film with several tracks has some 20 MB. */
    private static final long MAX_MOOV = 128L * 1024 * 1024;

    private static final int MAX_TOP_LEVEL_BOXES = 1024;

    private static final int MAX_TRACKS = 64;

    /**
     * Reads the index of a file.
     * @throws UnsupportedMp4Exception if the file is fragmented, edited or otherwise
     * beyond what is repackaged here
     * @throws UnreadableMediaException if it is damaged or incomplete
     */
    public static Mp4Index read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            Extent moov = find(channel);
            ByteBuffer content = channel.map(MapMode.READ_ONLY, moov.offset(), moov.length(), arena).asByteBuffer();
            Mp4Index index = read(BoxReader.of("moov", content));
            index.checkThatSamplesAreThere(channel.size());
            return index;
        }
        catch (BufferUnderflowException ex) {
            throw new UnreadableMediaException("The index of the MP4 is damaged.");
        }
    }

    private static Mp4Index read(BoxReader moov) throws UnsupportedMp4Exception {
        if (moov.child("mvex").isPresent()) {
            throw new UnsupportedMp4Exception("it is fragmented");
        }
        BoxReader mvhd = moov.descend("mvhd");
        mvhd.skip((mvhd.version() == 1) ? 16 : 8);
        long timescale = Math.max(1, mvhd.uint32());
        Mp4Track video = null;
        List<Mp4Track> audio = new ArrayList<>();
        int tracks = 0;
        for (BoxReader trak : moov.children()) {
            Optional<Kind> kind = trak.type().equals("trak") ? Mp4Track.kind(trak) : Optional.empty();
            if (kind.isPresent() && ++tracks > MAX_TRACKS) {
                throw new UnsupportedMp4Exception("it has too many tracks");
            }
            if (kind.isPresent() && kind.get() == Kind.AUDIO) {
                audio.add(Mp4Track.read(trak, Kind.AUDIO, timescale));
            }
            else if (kind.isPresent() && video == null) {
                video = Mp4Track.read(trak, Kind.VIDEO, timescale);
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
                throw new UnreadableMediaException("The file is incomplete: a part of it is missing at its end.");
            }
            if (type.equals("moov")) {
                if (length > MAX_MOOV) {
                    throw new UnreadableMediaException("The index of the MP4 is larger than that of any video.");
                }
                return new Extent(position + headerSize, length - headerSize);
            }
            if (type.equals("moof")) {
                throw new UnsupportedMp4Exception("it is fragmented");
            }
            position += length;
        }
        throw new UnreadableMediaException("The file is an MP4 without its index: it is incomplete.");
    }

    private void checkThatSamplesAreThere(long fileSize) throws UnreadableMediaException {
        List<Mp4Track> tracks = new ArrayList<>(this.audio);
        if (this.video != null) {
            tracks.add(this.video);
        }
        for (Mp4Track track : tracks) {
            SampleTable samples = track.samples();
            for (int i = 0; i < samples.count(); i++) {
                if (samples.offset(i) < 0 || samples.offset(i) > fileSize - samples.size(i)) {
                    throw new UnreadableMediaException("The file is incomplete: its index names data beyond its end.");
                }
            }
        }
    }

    /** A part of the file. */
    private record Extent(long offset, long length) {
    }

}
