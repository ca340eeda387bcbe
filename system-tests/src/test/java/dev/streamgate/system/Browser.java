/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;

import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.FluentWait;

/** Debian's headless Chromium on the player page of the gateway. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Path profile;

    private final ChromeDriver driver;

    Browser() throws IOException {
        this.profile = Files.createTempDirectory("streamgate-chromium-");
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
                "--autoplay-policy=no-user-gesture-required", "--window-size=1280,800",
                "--user-data-dir=" + this.profile);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile())
            .usingAnyFreePort()
            .build();
        this.driver = new ChromeDriver(service, options);
        this.driver.manage().timeouts().scriptTimeout(TIMEOUT);
    }

    /** Whether Chromium and its driver are installed. */
    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER);
    }

    /** Opens the player page. */
    void open(URI page) {
        this.driver.get(page.toString());
    }

    /**
     * Waits until the playback position is past a second and more frames have been
     * presented.
     */
    void awaitPlayback(double second) {
        long framesBefore = number("return v.getVideoPlaybackQuality().totalVideoFrames").longValue();
        until("the position passes " + second, "return v.currentTime > " + second + " && v.readyState > 1 "
                + "&& v.getVideoPlaybackQuality().totalVideoFrames > " + (framesBefore + 5));
    }

    /** Starts a seek and returns without waiting for its end. */
    void seek(double second) {
        script("v.currentTime = " + second + "; return true");
    }

    double duration() {
        until("the duration is known", "return v.duration > 0 && isFinite(v.duration)");
        return number("return v.duration").doubleValue();
    }

    /**
     * Runs the body of an asynchronous function; {@code v} is the video, and
     * {@code arguments} has the arguments.
     */
    @org.jspecify.annotations.Nullable
    Object run(String body, Object... arguments) {
        return this.driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1]; const v = document.querySelector('video');
                (async (...arguments) => { %s })(...arguments).then(done, (error) => done('failed: ' + error));
                """.formatted(body), arguments);
    }

    /** Waits until an expression is true; {@code v} is the video. */
    void await(String expression) {
        until(expression, "return !!(" + expression + ")");
    }

    /** A hash of the visible picture. */
    long picture() {
        return number("""
                const c = document.createElement('canvas'); c.width = 160; c.height = 90;
                const g = c.getContext('2d'); g.drawImage(v, 0, 0, 160, 90);
                const d = g.getImageData(0, 0, 160, 90).data; let h = 17;
                for (let i = 0; i < d.length; i += 4) h = (h * 31 + d[i] + d[i + 1] * 3 + d[i + 2] * 7) % 1000000007;
                return h""").longValue();
    }

    /** The error of the player; empty without one. */
    String error() {
        return Objects.toString(script("return v.error ? v.error.code + ' ' + v.error.message : ''"), "");
    }

    /** Writes a screenshot as PNG. */
    void screenshot(Path file) throws IOException {
        Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        this.driver.quit();
        try (var files = Files.walk(this.profile)) {
            files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void until(String description, String condition) {
        new FluentWait<>(this).withTimeout(TIMEOUT)
            .pollingEvery(Duration.ofMillis(100))
            .withMessage(() -> "Waited until " + description + "; error of the player '" + error() + "', position "
                    + script("return v.currentTime + ' of ' + v.duration + ', ready ' + v.readyState"))
            .until((browser) -> Boolean.TRUE.equals(browser.script(condition)));
    }

    private Number number(String script) {
        return (Number) Objects.requireNonNull(script(script));
    }

    private @org.jspecify.annotations.Nullable Object script(String script) {
        return this.driver.executeScript("const v = document.querySelector('video'); " + script);
    }

}
