/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Decoding, rotation, scaling and encoding of posters. */
class PosterEncoderTests {

    @Test
    void largePicturesHaveTheSizeOfThumbnails() throws Exception {
        for (byte[] file : new byte[][] { TestPictures.jpeg(1600, 900), TestPictures.png(1600, 900),
                TestPictures.progressiveJpeg(1600, 900) }) {
            Poster poster = encode(file);
            assertThat(poster).returns(640, Poster::width).returns(360, Poster::height);
            assertThat(TestPictures.colours(TestPictures.decoded(poster.jpeg()))).isEqualTo("RGBW");
        }
        assertThat(encode(TestPictures.png(900, 1601))).returns(360, Poster::width).returns(640, Poster::height);
        assertThat(encode(TestPictures.png(3000, 2))).returns(640, Poster::width).returns(1, Poster::height);
        assertThat(encode(TestPictures.png(64, 48))).as("not enlarged").returns(64, Poster::width);
    }

    @Test
    void allKindsOfCodingAreDecoded() throws Exception {
        for (byte[] file : new byte[][] { TestPictures.LOSSY_WEBP, TestPictures.LOSSLESS_WEBP,
                TestPictures.ANIMATED_WEBP, TestPictures.cmykJpeg(64, 48),
                TestPictures.encoded(TestPictures.quarters(64, 48, BufferedImage.TYPE_BYTE_INDEXED), "png"),
                TestPictures.encoded(TestPictures.quarters(64, 48, BufferedImage.TYPE_INT_ARGB), "png") }) {
            Poster poster = encode(file);
            assertThat(poster).returns(64, Poster::width).returns(48, Poster::height);
            assertThat(TestPictures.colours(TestPictures.decoded(poster.jpeg()))).isEqualTo("RGBW");
        }
        Poster grey = encode(
                TestPictures.encoded(TestPictures.quarters(64, 48, BufferedImage.TYPE_USHORT_GRAY), "png"));
        assertThat(TestPictures.colours(TestPictures.decoded(grey.jpeg()))).endsWith("-W");
    }

    @Test
    void transparencyBecomesBlack() throws Exception {
        Poster poster = encode(TestPictures.encoded(new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB), "png"));
        assertThat(TestPictures.colours(TestPictures.decoded(poster.jpeg()))).isEqualTo("----");
    }

    @ParameterizedTest
    @CsvSource({ "1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB", "0,RGBW", "9,RGBW" })
    void exifOrientationIsApplied(int orientation, String colours) throws Exception {
        byte[] jpeg = TestPictures.jpeg(64, 48);
        for (byte[] file : new byte[][] { TestPictures.jpegWithExif(jpeg, orientation, ByteOrder.BIG_ENDIAN),
                TestPictures.jpegWithExif(jpeg, orientation, ByteOrder.LITTLE_ENDIAN),
                TestPictures.pngWithExif(TestPictures.png(64, 48), orientation),
                TestPictures.webpWithExif(TestPictures.LOSSY_WEBP, 64, 48, orientation),
                TestPictures.webpWithExif(TestPictures.LOSSLESS_WEBP, 64, 48, orientation) }) {
            Poster poster = encode(file);
            boolean exchanged = orientation >= 5 && orientation <= 8;
            assertThat(poster).returns(exchanged ? 48 : 64, Poster::width).returns(exchanged ? 64 : 48, Poster::height);
            assertThat(TestPictures.colours(TestPictures.decoded(poster.jpeg()))).isEqualTo(colours);
        }
    }

    @Test
    void metadataAreRemoved() throws Exception {
        byte[] comment = "....GPS 52.5 N 13.4 E".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer.wrap(comment).putShort((short) 0xFFFE).putShort((short) (comment.length - 2));
        byte[] file = TestPictures
            .inserted(TestPictures.jpegWithExif(TestPictures.jpeg(64, 48), 6, ByteOrder.BIG_ENDIAN), 2, comment);
        String poster = new String(encode(file).jpeg(), StandardCharsets.ISO_8859_1);
        assertThat(poster).doesNotContain("GPS", "Exif");
    }

    @Test
    void aDecompressionBombIsRejectedBeforeItIsDecoded() {
        byte[] png = TestPictures.png(64, 48);
        ByteBuffer.wrap(png).putInt(16, 16_000).putInt(20, 16_000);
        assertThatInvalid(png, "The picture has 16000 × 16000 pixels");
        ByteBuffer.wrap(png).putInt(16, 1_000_000).putInt(20, 1);
        assertThatInvalid(png, "each side may have at most 16384");
        byte[] webp = TestPictures.ANIMATED_WEBP.clone();
        webp[24] = (byte) 0xFF;
        webp[27] = (byte) 0xFF;
        webp[25] = 0x20;
        webp[28] = 0x20;
        assertThatInvalid(webp, "Send it smaller, or as PNG.");
        byte[] small = TestPictures.webpWithExif(TestPictures.LOSSY_WEBP.clone(), 1, 1, 1);
        ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN).putShort(44, (short) 16_383).putShort(46, (short) 16_383);
        assertThatInvalid(small, "The picture has 16383 × 16383 pixels");
    }

    @Test
    void aProgressiveJpegMayNotHaveThousandsOfScans() {
        byte[] jpeg = TestPictures.progressiveJpeg(64, 48);
        byte[] scans = new byte[400];
        for (int i = 0; i < scans.length; i += 2) {
            ByteBuffer.wrap(scans).putShort(i, (short) 0xFFDA);
        }
        assertThatInvalid(TestPictures.inserted(jpeg, jpeg.length - 2, scans), "scans; at most 100");
    }

    @Test
    void incompleteFilesAreRejected() {
        for (byte[] file : new byte[][] { TestPictures.jpeg(640, 480), TestPictures.progressiveJpeg(640, 480),
                TestPictures.png(640, 480), TestPictures.LOSSY_WEBP, TestPictures.ANIMATED_WEBP }) {
            for (int length : new int[] { 20, file.length / 2, file.length - 2 }) {
                assertThatInvalid(Arrays.copyOf(file, length), "incomplete");
            }
        }
    }

    @Test
    void damagedFilesAreEncodedOrRejected() throws Exception {
        Random random = new Random(7);
        for (byte[] original : new byte[][] { TestPictures.jpeg(64, 48), TestPictures.progressiveJpeg(64, 48),
                TestPictures.png(64, 48), TestPictures.LOSSY_WEBP, TestPictures.LOSSLESS_WEBP,
                TestPictures.ANIMATED_WEBP, TestPictures.cmykJpeg(64, 48) }) {
            for (int round = 0; round < 200; round++) {
                byte[] file = original.clone();
                for (int change = 0; change <= round % 4; change++) {
                    file[random.nextInt(12, file.length)] = (byte) random.nextInt();
                }
                try {
                    var header = PictureHeader.read(file);
                    if (header.isPresent()) {
                        PosterEncoder.encode(file, header.get());
                    }
                }
                catch (InvalidPictureException ex) {
                    assertThat(ex).hasMessageStartingWith("The picture ");
                }
            }
        }
    }

    @Test
    void otherFormatsAreNotRead() throws Exception {
        assertThat(PictureHeader.read("GIF89a..........".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(PictureHeader.read("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII)))
            .isEmpty();
        assertThat(PictureHeader.read(new byte[0])).isEmpty();
    }

    private static Poster encode(byte[] file) throws InvalidPictureException {
        return PosterEncoder.encode(file, PictureHeader.read(file).orElseThrow());
    }

    private static void assertThatInvalid(byte[] file, String message) {
        assertThatExceptionOfType(InvalidPictureException.class).isThrownBy(() -> encode(file))
            .withMessageContaining(message);
    }

}
