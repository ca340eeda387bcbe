/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.colour;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.MediaBench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Patches of known BT.709 colours are converted to another colour space, uploaded, and
 * read back from every rendition, from the thumbnail and from the storyboard.
 */
@Timeout(120)
class ColourTests {

    /** Red, blue, grey, skin. */
    private static final int[][] PATCHES = { { 255, 0, 0 }, { 0, 0, 255 }, { 96, 96, 96 }, { 200, 150, 120 } };

    private static final int SIDE = 120;

    /**
     * Of 255. Codes of ten bits resolve dark components of saturated colours no better.
     */
    private static final int TOLERANCE = 30;

    private static final int GREY_TOLERANCE = 5;

    private static final String TO_BT2020 = ",format=gbrpf32le,zscale=pin=bt709:tin=bt709:rin=full:p=bt2020:t=%s"
            + ":m=bt2020nc:r=tv:npl=203,format=yuv420p10le";

    /** Kinds of colour. */
    enum Kind {

        HDR10("smpte2084", "bt2020", "bt2020nc", "tv"), HLG("arib-std-b67", "bt2020", "bt2020nc", "tv"),
        HDR10_MASTERED("smpte2084", "bt2020", "bt2020nc", "tv"), DOLBY_VISION_8("", "", "", "tv"),
        SDR_BT2020("bt2020-10", "bt2020", "bt2020nc", "tv"), SDR_BT709("bt709", "bt709", "bt709", "tv"),
        SDR_FULL_RANGE("bt709", "bt709", "bt709", "pc"), SDR_BT601("smpte170m", "smpte170m", "smpte170m", "tv"),
        RGB("", "", "", "pc");

        private final String transfer;

        private final String primaries;

        private final String matrix;

        private final String range;

        Kind(String transfer, String primaries, String matrix, String range) {
            this.transfer = transfer;
            this.primaries = primaries;
            this.matrix = matrix;
            this.range = range;
        }

        private boolean keepsColour() {
            return this == SDR_BT601;
        }

        Path write(Path directory) throws IOException, InterruptedException {
            return switch (this) {
                case HDR10, HLG -> hevc(directory, this.transfer, this.transfer, "");
                case HDR10_MASTERED -> hevc(directory, this.transfer, this.transfer,
                        ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(40000000,50)"
                                + ":max-cll=4000,400");
                case DOLBY_VISION_8 -> withDolbyVision(hevc(directory, "smpte2084", "", ""), 8, 1);
                case SDR_BT2020 -> hevc(directory, "bt709", this.transfer, "");
                case SDR_BT709, SDR_FULL_RANGE, SDR_BT601 -> {
                    Path file = directory.resolve("source.mkv");
                    encode(patches() + ",scale=out_color_matrix=" + (keepsColour() ? "bt601" : "bt709") + ":out_range="
                            + this.range + ",format=yuv444p,setparams=color_primaries=" + this.primaries + ":color_trc="
                            + this.transfer + ":colorspace=" + this.matrix + ":range=" + this.range,
                            List.of("-c:v", "libx264", "-qp", "0", file.toString()));
                    yield file;
                }
                case RGB -> {
                    Path file = directory.resolve("source.mkv");
                    encode(patches(), List.of("-c:v", "ffv1", "-pix_fmt", "bgr0", file.toString()));
                    yield file;
                }
            };
        }

        private Path hevc(Path directory, String transfer, String tag, String parameters)
                throws IOException, InterruptedException {
            Path file = directory.resolve("source.mp4");
            String tags = this.primaries.isEmpty() ? ""
                    : ":colorprim=%s:transfer=%s:colormatrix=%s".formatted(this.primaries, tag, this.matrix);
            List<String> output = new ArrayList<>(List.of("-c:v", "libx265", "-preset", "ultrafast", "-crf", "8",
                    "-tag:v", "hvc1", "-x265-params", "log-level=none" + tags + parameters));
            if (!tags.isEmpty()) {
                output
                    .addAll(List.of("-color_primaries", this.primaries, "-color_trc", tag, "-colorspace", this.matrix));
            }
            output.add(file.toString());
            String filter = patches() + TO_BT2020.formatted(transfer);
            encode(this.primaries.isEmpty()
                    ? filter + ",setparams=color_primaries=unknown:color_trc=unknown" + ":colorspace=unknown" : filter,
                    output);
            return file;
        }

    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void coloursAreThoseOfTheSourceInEachRenditionAndPicture(Kind kind) throws Exception {
        Path source = kind.write(this.directory);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertThat(presentation.video()).hasSizeGreaterThan(1);
            for (VideoRendition rendition : presentation.video()) {
                Path joined = bench.join(presentation, rendition);
                assertColours(joined, rendition.name());
                Probe.Video video = Clips.ffmpeg().probe(joined).video();
                assertThat(video).isNotNull();
                String space = kind.keepsColour() ? "smpte170m" : "bt709";
                assertThat(video.colour()).as(rendition.name())
                    .isEqualTo(new Probe.Colour(space, space, space, false, 0));
            }
            assertColours(download(bench, MediaKeys.thumbnail(presentation.packageKey())), "thumbnail");
            assertColours(download(bench, MediaKeys.storyboard(presentation.packageKey(), 0)), "storyboard");
        }
    }

    @Test
    void aNoteSaysThatTheColoursOfDolbyVisionProfile5Differ() throws Exception {
        Path eight = Kind.DOLBY_VISION_8.write(this.directory);
        try (MediaBench bench = new MediaBench(this.directory)) {
            assertThat(bench.plan(eight).notes()).isEmpty();
            Path five = withDolbyVision(Kind.HDR10.write(this.directory), 5, 0);
            assertThat(bench.plan(five).notes()).singleElement()
                .asString()
                .contains("Dolby Vision profile 5", "without the reshaping curves");
        }
    }

    private Path download(MediaBench bench, String key) throws IOException {
        try (InputStream in = bench.blobs().open(key)) {
            return Files.write(this.directory.resolve("picture.jpg"), in.readAllBytes());
        }
    }

    private void assertColours(Path file, String name) throws IOException, InterruptedException {
        Path raw = this.directory.resolve("pixels.rgb");
        // The storyboard of one second has one tile.
        Clips.run("-i", file.toString(), "-frames:v", "1", "-vf",
                "scale=" + PATCHES.length * SIDE + ":" + SIDE
                        + ":flags=neighbor+accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24",
                "-f", "rawvideo", raw.toString());
        byte[] pixels = Files.readAllBytes(raw);
        for (int patch = 0; patch < PATCHES.length; patch++) {
            int position = 3 * (SIDE / 2 * PATCHES.length * SIDE + patch * SIDE + SIDE / 2);
            for (int i = 0; i < 3; i++) {
                assertThat(Byte.toUnsignedInt(pixels[position + i])).as(name + ", patch " + patch + ", component " + i)
                    .isCloseTo(PATCHES[patch][i], within((patch == 2) ? GREY_TOLERANCE : TOLERANCE));
            }
        }
    }

    /** Encodes the filtered patches. */
    private static void encode(String filter, List<String> output) throws IOException, InterruptedException {
        List<String> arguments = inputs();
        arguments.addAll(List.of("-filter_complex", filter));
        arguments.addAll(output);
        Clips.run(arguments.toArray(String[]::new));
    }

    private static List<String> inputs() {
        List<String> inputs = new ArrayList<>();
        for (int[] patch : PATCHES) {
            inputs.addAll(List.of("-f", "lavfi", "-i", "color=c=0x%02x%02x%02x:s=%dx%d:r=25:d=1,format=gbrp"
                .formatted(patch[0], patch[1], patch[2], SIDE, 3 * SIDE)));
        }
        return inputs;
    }

    private static String patches() {
        return "hstack=inputs=" + PATCHES.length;
    }

    /** Adds the configuration of Dolby Vision to an MP4 whose index follows its data. */
    static Path withDolbyVision(Path file, int profile, int compatibility) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        ByteBuffer box = ByteBuffer.allocate(32).putInt(32);
        box.put(((profile > 7) ? "dvvC" : "dvcC").getBytes(StandardCharsets.ISO_8859_1));
        // Version 1.0, profile, level 1, base layer and RPU, compatibility.
        box.put((byte) 1)
            .put((byte) 0)
            .putShort((short) (profile << 9 | 1 << 3 | 0b101))
            .put((byte) (compatibility << 4));
        ByteBuffer whole = ByteBuffer.wrap(content);
        for (String type : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd", "hvc1")) {
            int start = text.indexOf(type, text.lastIndexOf("moov")) - Integer.BYTES;
            whole.putInt(start, whole.getInt(start) + box.capacity());
        }
        int entry = text.indexOf("hvcC", text.lastIndexOf("moov")) - Integer.BYTES;
        ByteBuffer result = ByteBuffer.allocate(content.length + box.capacity());
        result.put(content, 0, entry).put(box.array()).put(content, entry, content.length - entry);
        return Files.write(file, result.array());
    }

}
