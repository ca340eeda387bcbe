/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.terminal;

import java.io.PrintStream;

/**
 * The launcher's output: lines and, on an interactive terminal, one progress line at the
 * bottom. Thread-safe.
 */
public final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;

    private final boolean interactive;

    private String progress = "";

    /**
     * Creates a terminal.
     * @param out the output stream
     * @param interactive whether the progress line is shown
     */
    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** The terminal on the standard output, which may be a file. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25
                                           // null without a console
    public static Terminal standard() {
        var console = System.console();
        return new Terminal(System.out, console != null && console.isTerminal());
    }

    /** Prints a line above the progress line. */
    public synchronized void line(String text) {
        if (this.progress.isEmpty()) {
            this.out.println(text);
        }
        else {
            this.out.print(CLEAR_LINE);
            this.out.println(text);
            this.out.print(this.progress);
        }
        this.out.flush();
    }

    /**
     * Replaces the progress line. Does nothing on a terminal that is not interactive.
     * @param text the line; empty to remove it
     */
    public synchronized void progress(String text) {
        if (this.interactive && !text.equals(this.progress)) {
            this.out.print(CLEAR_LINE + text);
            this.out.flush();
            this.progress = text;
        }
    }

}
