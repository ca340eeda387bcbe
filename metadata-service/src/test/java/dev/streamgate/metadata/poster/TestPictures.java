/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures whose quarters are red, green, blue and white, in reading order. */
final class TestPictures {

    /** 64 × 48 pixels, as made by ffmpeg with libwebp. */
    static final byte[] LOSSY_WEBP = base64("""
            UklGRoIAAABXRUJQVlA4IHYAAADwBQCdASpAADAAPq1EnEmmI6KhMqgAwBWJQBlWNC/APxV2LHif4x/kByMR36CtX7PgVPve/LnEQAD+
            7UzHZ4fOXELBYjVzI5X69eDNPL5lTdBG6CN+hwH8nX/5ueBw7L+CJV/pgzTsGcUIJhlXDz5NoDrnR8AA""");

    static final byte[] LOSSLESS_WEBP = base64("""
            UklGRjoAAABXRUJQVlA4TC0AAAAvP8ALAB8gEEjeHzqN+RcQFPwf3fxHZA+ASIDEk570pIlOjOj/BAyLvgWPvgEA""");

    /** The second picture is grey. */
    static final byte[] ANIMATED_WEBP = base64("""
            UklGRiwBAABXRUJQVlA4WAoAAAACAAAAPwAALwAAQU5JTQYAAAD/////AQBBTk1GugAAAAAAAAAAAD8AAC8AAPQBAAJWUDggogAAAPAF
            AJ0BKkAAMAA+rUacSaYjoqEyqADAFYlkAMgdADpYtzdA/Gv8buTj7qgLX1OHLj7pzum7h818AP7tTd3AE58Yf+wcDlOSSNDjtw3dEgzY
            8PbO/cATnxh8WfNTkcfiz5qchlRX3ydf/Mn4invSHtDp4Tv2FIzfeEqN1UwhJr0FN+f7nIv0Syvm91Wp5xT9amx9GTzGpIU869paK9RX
            Ee8AAEFOTUY+AAAAAAAAAAAAPwAALwAA6AMAAFZQOCAmAAAA1AIAnQEqQAAwAD61QqFQgRUAAWiWkAABPyHg3l/YAADtUMAAAAA=""");

    private TestPictures() {
    }

    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        Color[] colours = { Color.RED, Color.GREEN, Color.BLUE, Color.WHITE };
        for (int i = 0; i < colours.length; i++) {
            graphics.setColor(colours[i]);
            graphics.fillRect((i % 2) * width / 2, (i / 2) * height / 2, (width + 1) / 2, (height + 1) / 2);
        }
        graphics.dispose();
        return image;
    }

    static byte[] png(int width, int height) {
        return encoded(quarters(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    static byte[] jpeg(int width, int height) {
        return encoded(quarters(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

    static byte[] progressiveJpeg(int width, int height) {
        return jpeg(new IIOImage(quarters(width, height, BufferedImage.TYPE_INT_RGB), null, null), true);
    }

    /** Four components without a transform, as printers use them; inverted by Adobe. */
    static byte[] cmykJpeg(int width, int height) {
        BufferedImage rgb = quarters(width, height, BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = rgb.getRGB(x, y);
                raster.setPixel(x, y, new int[] { (pixel >> 16) & 0xFF, (pixel >> 8) & 0xFF, pixel & 0xFF, 255 });
            }
        }
        byte[] adobe = ByteBuffer.allocate(16)
            .putShort((short) 0xFFEE)
            .putShort((short) 14)
            .put("Adobe".getBytes(StandardCharsets.US_ASCII))
            .putShort((short) 100)
            .array();
        return inserted(jpeg(new IIOImage(raster, null, null), false), 2, adobe);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, param);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] jpegWithExif(byte[] jpeg, int orientation, ByteOrder order) {
        byte[] exif = exif(orientation, order);
        return inserted(jpeg, 2,
                ByteBuffer.allocate(10 + exif.length)
                    .putShort((short) 0xFFE1)
                    .putShort((short) (8 + exif.length))
                    .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                    .put(exif)
                    .array());
    }

    static byte[] pngWithExif(byte[] png, int orientation) {
        byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length)
            .putInt(exif.length)
            .put("eXIf".getBytes(StandardCharsets.US_ASCII))
            .put(exif);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + exif.length);
        return inserted(png, 33, chunk.putInt((int) crc.getValue()).array());
    }

    static byte[] webpWithExif(byte[] simple, int width, int height, int orientation) {
        byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
        int size = 12 + 18 + (simple.length - 12) + 8 + exif.length;
        ByteBuffer webp = ByteBuffer.allocate(size + (exif.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(webp.capacity() - 8);
        webp.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
        webp.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
        webp.put(simple, 12, simple.length - 12);
        webp.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
        return webp.array();
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 3).putInt(1).putShort((short) 7).putShort((short) 0);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0);
        return tiff.array();
    }

    static byte[] inserted(byte[] file, int at, byte[] added) {
        return ByteBuffer.allocate(file.length + added.length)
            .put(file, 0, at)
            .put(added)
            .put(file, at, file.length - at)
            .array();
    }

    static BufferedImage decoded(byte[] jpeg) {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpeg));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The colours of the quarters in reading order, as letters. */
    static String colours(BufferedImage image) {
        StringBuilder colours = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            Color colour = new Color(
                    image.getRGB(image.getWidth() * (1 + 2 * (i % 2)) / 4, image.getHeight() * (1 + 2 * (i / 2)) / 4));
            boolean red = colour.getRed() > 128;
            boolean green = colour.getGreen() > 128;
            boolean blue = colour.getBlue() > 128;
            colours.append((red && green && blue) ? 'W' : red ? 'R' : green ? 'G' : blue ? 'B' : '-');
        }
        return colours.toString();
    }

    private static byte[] base64(String text) {
        return Base64.getMimeDecoder().decode(text);
    }

}
