/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the structure of a picture tells before it is decoded.
 *
 * @param format name of the format, as image readers have it
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param orientation Exif orientation, 1 to 8
 * @param maxPixels the largest picture of this kind of coding that is decoded
 */
record PictureHeader(String format, int width, int height, int orientation, int maxPixels) {

    private static final int MAX_SIDE = 16_384;

    /** Decoders that read row by row. */
    private static final int MAX_PIXELS = 25_000_000;

    /** Decoders that hold the coefficients or pixels of the whole picture. */
    private static final int MAX_WHOLE_PIXELS = 12_500_000;

    /** The decoder of lossy WebP needs 30 bytes for each pixel: 2560 × 1440. */
    private static final int MAX_LOSSY_WEBP_PIXELS = 3_686_400;

    /** Scans of a progressive JPEG, each of which is a pass over the picture. */
    private static final int MAX_SCANS = 100;

    /**
     * Reads the header of a JPEG, PNG or WebP picture.
     * @return empty for another format
     * @throws InvalidPictureException if the file is damaged, incomplete or too large
     */
    static Optional<PictureHeader> read(byte[] file) throws InvalidPictureException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        try {
            PictureHeader header = null;
            if (file.length > 12 && bytes.getShort(0) == (short) 0xFFD8) {
                header = jpeg(bytes);
            }
            else if (file.length > 12 && bytes.getLong(0) == 0x89504E47_0D0A1A0AL) {
                header = png(bytes);
            }
            else if (file.length > 12 && hasText(bytes, 0, "RIFF") && hasText(bytes, 8, "WEBP")) {
                header = webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
            }
            if (header != null) {
                header.requireSize();
            }
            return Optional.ofNullable(header);
        }
        catch (IndexOutOfBoundsException ex) {
            throw incomplete();
        }
    }

    private void requireSize() throws InvalidPictureException {
        if (this.width < 1 || this.height < 1) {
            throw damaged();
        }
        if (Math.max(this.width, this.height) > MAX_SIDE) {
            throw new InvalidPictureException("The picture has %d × %d pixels; each side may have at most %d."
                .formatted(this.width, this.height, MAX_SIDE));
        }
        if ((long) this.width * this.height > this.maxPixels) {
            throw new InvalidPictureException(
                    "The picture has %d × %d pixels; a picture of this kind may have at most %.1f million in all. Send it smaller%s."
                        .formatted(this.width, this.height, this.maxPixels / 1e6,
                                (this.maxPixels < MAX_PIXELS) ? ", or as PNG" : ""));
        }
    }

    /** ISO/IEC 10918-1, annex B. */
    private static PictureHeader jpeg(ByteBuffer bytes) throws InvalidPictureException {
        PictureHeader frame = null;
        int orientation = 0;
        for (int at = 2;;) {
            if (bytes.get(at) != (byte) 0xFF) {
                throw damaged();
            }
            int marker = Byte.toUnsignedInt(bytes.get(at + 1));
            if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                at += (marker == 0xFF) ? 1 : 2;
                continue;
            }
            int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            if (marker == 0xDA) {
                requireScans(bytes, at + 2);
                if (frame == null) {
                    throw damaged();
                }
                return frame.withOrientation(orientation);
            }
            else if (marker == 0xE1 && orientation == 0 && length > 8 && hasText(bytes, at + 4, "Exif")) {
                orientation = ExifOrientation.read(bytes.slice(at + 4, length - 2));
            }
            else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                if (marker > 0xC2) {
                    throw new InvalidPictureException(
                            "The picture is a JPEG with lossless or arithmetic coding. Send a baseline or progressive JPEG.");
                }
                frame = new PictureHeader("jpeg", Short.toUnsignedInt(bytes.getShort(at + 7)),
                        Short.toUnsignedInt(bytes.getShort(at + 5)), 0,
                        (marker == 0xC2) ? MAX_WHOLE_PIXELS : MAX_PIXELS);
            }
            at += 2 + length;
        }
    }

    /** In coded data a byte FF is followed by 00, so that markers are unambiguous. */
    private static void requireScans(ByteBuffer bytes, int from) throws InvalidPictureException {
        int scans = 1;
        boolean complete = false;
        for (int at = from; at < bytes.limit() - 1; at++) {
            if (bytes.get(at) == (byte) 0xFF) {
                scans += (bytes.get(at + 1) == (byte) 0xDA) ? 1 : 0;
                complete |= bytes.get(at + 1) == (byte) 0xD9;
            }
        }
        if (scans > MAX_SCANS) {
            throw new InvalidPictureException(
                    "The picture has %d scans; at most %d are decoded. Save it as a baseline JPEG.".formatted(scans,
                            MAX_SCANS));
        }
        if (!complete) {
            throw incomplete();
        }
    }

    /** ISO/IEC 15948. */
    private static PictureHeader png(ByteBuffer bytes) throws InvalidPictureException {
        int orientation = 0;
        for (int at = 8;;) {
            int length = bytes.getInt(at);
            if (length < 0 || length > bytes.limit() - at - 12) {
                throw incomplete();
            }
            if (hasText(bytes, at + 4, "eXIf")) {
                orientation = ExifOrientation.read(bytes.slice(at + 8, length));
            }
            else if (hasText(bytes, at + 4, "IEND")) {
                return new PictureHeader("png", bytes.getInt(16), bytes.getInt(20), 0, MAX_PIXELS)
                    .withOrientation(orientation);
            }
            at += 12 + length;
        }
    }

    /** RFC 9649. */
    private static PictureHeader webp(ByteBuffer bytes) throws InvalidPictureException {
        int end = 8 + bytes.getInt(4);
        if (end < 12 || end > bytes.limit()) {
            throw incomplete();
        }
        int width = 0;
        int height = 0;
        int orientation = 0;
        int maxPixels = 0;
        for (int at = 12; at < end - 8;) {
            int length = bytes.getInt(at + 4);
            int data = at + 8;
            if (length < 0 || length > end - data) {
                throw incomplete();
            }
            if (hasText(bytes, at, "ANMF")) {
                // The chunks of the frame follow the frame's header.
                at = data + 16;
                continue;
            }
            if (hasText(bytes, at, "VP8X")) {
                width = Math.max(width, 1 + unsigned24(bytes, data + 4));
                height = Math.max(height, 1 + unsigned24(bytes, data + 7));
            }
            else if (hasText(bytes, at, "VP8 ")) {
                width = Math.max(width, bytes.getShort(data + 6) & 0x3FFF);
                height = Math.max(height, bytes.getShort(data + 8) & 0x3FFF);
                maxPixels = MAX_LOSSY_WEBP_PIXELS;
            }
            else if (hasText(bytes, at, "VP8L")) {
                width = Math.max(width, 1 + (bytes.getInt(data + 1) & 0x3FFF));
                height = Math.max(height, 1 + (bytes.getInt(data + 1) >>> 14 & 0x3FFF));
                maxPixels = (maxPixels == 0) ? MAX_WHOLE_PIXELS : maxPixels;
            }
            else if (hasText(bytes, at, "EXIF")) {
                orientation = ExifOrientation.read(bytes.slice(data, length));
            }
            at = data + length + (length & 1);
        }
        return new PictureHeader("webp", width, height, 0, maxPixels).withOrientation(orientation);
    }

    private PictureHeader withOrientation(int exif) {
        return new PictureHeader(this.format, this.width, this.height, Math.max(ExifOrientation.UPRIGHT, exif),
                this.maxPixels);
    }

    static boolean hasText(ByteBuffer bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes.get(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned24(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at)) | Byte.toUnsignedInt(bytes.get(at + 2)) << 16;
    }

    private static InvalidPictureException damaged() {
        return new InvalidPictureException("The picture is damaged: it cannot be decoded. Export it again.");
    }

    private static InvalidPictureException incomplete() {
        return new InvalidPictureException("The picture is incomplete: its file ends early. Upload it again.");
    }

}
