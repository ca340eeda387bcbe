/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the orientation of a picture from its Exif data (Exif 3.0, section 4.6.5.1). */
final class ExifOrientation {

    /** The orientation of a picture that is stored as it is shown. */
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;

    private static final int SHORT = 3;

    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {
    }

    /**
     * The orientation, 1 to 8, in a TIFF structure with or without the identifier
     * {@code Exif} before it; {@link #UPRIGHT} if it is absent or malformed.
     */
    static int read(ByteBuffer exif) {
        try {
            ByteBuffer tiff = PictureHeader.hasText(exif, 0, "Exif") ? exif.slice(6, exif.limit() - 6) : exif.slice();
            tiff.order((tiff.getShort(0) == 0x4949) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = Short.toUnsignedInt(tiff.getShort(directory));
            for (int entry = directory + 2; entry < directory + 2 + entries * ENTRY_BYTES; entry += ENTRY_BYTES) {
                if (tiff.getShort(entry) == TAG && tiff.getShort(entry + 2) == SHORT) {
                    int value = tiff.getShort(entry + 8);
                    return (value >= 1 && value <= 8) ? value : UPRIGHT;
                }
            }
        }
        catch (IndexOutOfBoundsException ex) {
            // Malformed Exif data do not prevent the display of a picture.
        }
        return UPRIGHT;
    }

}
