/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes a picture as poster: upright, in sRGB over black, as large as thumbnails,
 * without metadata. Of an animation it takes the first picture. Callers bound how many
 * pictures are encoded at once. Thread-safe.
 */
final class PosterEncoder {

    private static final Logger log = LoggerFactory.getLogger(PosterEncoder.class);

    /** Width and height of thumbnails do not exceed it. */
    private static final int SIDE = 640;

    private static final float QUALITY = 0.85f;

    private PosterEncoder() {
    }

    /**
     * Encodes a picture.
     * @param file the picture
     * @param header its header
     * @throws InvalidPictureException if it cannot be decoded
     */
    static Poster encode(byte[] file, PictureHeader header) throws InvalidPictureException {
        BufferedImage upright = orient(scale(decode(file, header)), header.orientation());
        return new Poster(upright.getWidth(), upright.getHeight(), jpeg(upright));
    }

    private static BufferedImage decode(byte[] file, PictureHeader header) throws InvalidPictureException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(header.format()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            // Twice the pixels that are needed in each direction, so that scaling
            // smooths.
            int step = Math.max(1, Math.max(header.width(), header.height()) / (2 * SIDE));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        }
        catch (IOException | RuntimeException ex) {
            // Readers throw various unchecked exceptions for malformed files.
            log.debug("A poster cannot be decoded", ex);
            throw new InvalidPictureException("The picture is damaged: it cannot be decoded. Export it again.");
        }
        finally {
            reader.dispose();
        }
    }

    /** Scales down to the size of thumbnails; halves as often as possible first. */
    private static BufferedImage scale(BufferedImage picture) {
        double factor = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = (int) Math.max(1, Math.round(picture.getWidth() * factor));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * factor));
        BufferedImage scaled = picture;
        do {
            scaled = draw(scaled, Math.max(width, scaled.getWidth() / 2), Math.max(height, scaled.getHeight() / 2));
        }
        while (scaled.getWidth() != width || scaled.getHeight() != height);
        return scaled;
    }

    private static BufferedImage draw(BufferedImage picture, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, Color.BLACK, null);
        graphics.dispose();
        return target;
    }

    /** Orientations from 5 exchange width and height. */
    private static BufferedImage orient(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean exchanged = orientation >= 5;
        BufferedImage upright = new BufferedImage(exchanged ? height : width, exchanged ? width : height,
                BufferedImage.TYPE_INT_RGB);
        boolean mirroredX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirroredY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                int column = exchanged ? y : x;
                int row = exchanged ? x : y;
                upright.setRGB(x, y,
                        picture.getRGB(mirroredX ? width - 1 - column : column, mirroredY ? height - 1 - row : row));
            }
        }
        return upright;
    }

    private static byte[] jpeg(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(picture, null, null), param);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

}
