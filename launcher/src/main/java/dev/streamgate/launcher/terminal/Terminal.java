/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.terminal;

import java.io.PrintStream;

/**
 * Where the launcher speaks: lines that stay, and on a real terminal one line at the
 * bottom that is rewritten while something is under way. Safe for threads.
 */
public final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;

    private final boolean interactive;

    private String progress = "";

    /**
     * Creates a terminal.
     * @param out where lines go
     * @param interactive whether a line may be rewritten
     */
    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** The terminal that the launcher was started from, or the file it writes to. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is
                                           // none
    public static Terminal standard() {
        var console = System.console();
        return new Terminal(System.out, console != null && console.isTerminal());
    }

    /** Prints a line that stays. */
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
     * Replaces the line at the bottom; does nothing where lines cannot be rewritten.
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
