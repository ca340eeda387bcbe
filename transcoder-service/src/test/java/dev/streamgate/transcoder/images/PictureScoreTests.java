/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PictureScoreTests {

    private static final int WIDTH = 320;

    private static final int HEIGHT = 180;

    @Test
    void aPictureInFocusIsAcceptable() {
        assertThat(PictureScore.of(scene())).isBetween(PictureScore.ACCEPTABLE, 1.0);
    }

    @Test
    void aBlurredPictureIsWorse() {
        BufferedImage blurred = filtered(scene());
        assertThat(PictureScore.of(blurred)).isLessThan(0.6 * PictureScore.of(scene()));
        assertThat(PictureScore.of(filtered(filtered(blurred)))).isLessThan(PictureScore.of(blurred));
    }

    @Test
    void aFadeToBlackOrWhiteIsWorse() {
        double whole = PictureScore.of(scene());
        assertThat(PictureScore.of(new RescaleOp(0.3f, 0, null).filter(scene(), null))).isLessThan(0.4 * whole);
        assertThat(PictureScore.of(new RescaleOp(0.3f, 178, null).filter(scene(), null))).isLessThan(0.4 * whole);
    }

    @Test
    void blackAndWhitePicturesAreUnacceptableAlsoWithNoise() {
        for (Color colour : new Color[] { Color.BLACK, Color.WHITE }) {
            BufferedImage flat = flat(colour);
            assertThat(PictureScore.of(flat)).isLessThan(0.01);
            Random noise = new Random(1);
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int level = (colour == Color.BLACK) ? noise.nextInt(12) : 255 - noise.nextInt(12);
                flat.setRGB(i % WIDTH, i / WIDTH, new Color(level, level, level).getRGB());
            }
            assertThat(PictureScore.of(flat)).isLessThan(0.01);
        }
    }

    @Test
    void aCardWithATitleIsUnacceptable() {
        BufferedImage card = flat(new Color(0x20, 0x50, 0x80));
        Graphics2D graphics = card.createGraphics();
        graphics.setColor(Color.WHITE);
        for (int i = 0; i < 12; i++) {
            graphics.fillRect(80 + 14 * i, 80, 8, 20);
        }
        graphics.dispose();
        assertThat(PictureScore.of(card)).isLessThan(PictureScore.ACCEPTABLE);
    }

    /** Overlapping rectangles of many colours over a gradient. */
    private static BufferedImage scene() {
        BufferedImage scene = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scene.createGraphics();
        for (int x = 0; x < WIDTH; x++) {
            graphics.setColor(new Color(60 + x * 130 / WIDTH, 70 + x * 110 / WIDTH, 90));
            graphics.drawLine(x, 0, x, HEIGHT);
        }
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 6 + random.nextInt(30),
                    6 + random.nextInt(30));
        }
        graphics.dispose();
        return scene;
    }

    private static BufferedImage flat(Color colour) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        return picture;
    }

    private static BufferedImage filtered(BufferedImage picture) {
        float[] weights = new float[49];
        Arrays.fill(weights, 1 / 49f);
        return new ConvolveOp(new Kernel(7, 7, weights), ConvolveOp.EDGE_NO_OP, null).filter(picture, null);
    }

}
