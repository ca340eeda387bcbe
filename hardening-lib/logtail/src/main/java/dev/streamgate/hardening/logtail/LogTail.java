/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest log events in memory, bounded in number and in characters, and evicts
 * the oldest. Thread-safe.
 */
final class LogTail extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int MAX_MESSAGE = 4_000;

    private static final int MAX_EXCEPTION = 8_000;

    private static final int MAX_NAME = 200;

    private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<LogLine> lines = new ArrayDeque<>();

    private final int maxLines;

    private final long maxCharacters;

    private long characters;

    private long count;

    LogTail(int maxLines, long maxCharacters) {
        this.maxLines = maxLines;
        this.maxCharacters = maxCharacters;
        setName("tail");
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String message = LogRedaction.clean(String.valueOf(event.getFormattedMessage()), MAX_MESSAGE);
        String exception = exception(event.getThrowableProxy());
        this.lock.lock();
        try {
            this.count++;
            add(new LogLine(this.process + "-" + this.count, event.getInstant(), event.getLevel().toString(),
                    name(event.getLoggerName()), name(event.getThreadName()), message, context.get("traceId"),
                    context.get("requestId"), exception));
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Returns the matching events, the latest first. */
    List<LogLine> find(LogQuery query) {
        List<LogLine> found = new ArrayList<>();
        this.lock.lock();
        try {
            Iterator<LogLine> latestFirst = this.lines.descendingIterator();
            while (latestFirst.hasNext() && found.size() < query.limit()) {
                LogLine line = latestFirst.next();
                if (query.matches(line)) {
                    found.add(line);
                }
            }
        }
        finally {
            this.lock.unlock();
        }
        return found;
    }

    private void add(LogLine line) {
        this.lines.addLast(line);
        this.characters += line.size();
        while (this.lines.size() > this.maxLines || (this.characters > this.maxCharacters && this.lines.size() > 1)) {
            this.characters -= this.lines.removeFirst().size();
        }
    }

    private static @Nullable String exception(@Nullable IThrowableProxy thrown) {
        return (thrown != null) ? LogRedaction.clean(ThrowableProxyUtil.asString(thrown), MAX_EXCEPTION) : null;
    }

    private static String name(@Nullable String name) {
        if (name == null) {
            return "";
        }
        return (name.length() <= MAX_NAME) ? name : name.substring(0, MAX_NAME);
    }

}
