/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The check of {@code banned-words.txt} over text: names, comments and string literals of
 * Java sources, and the whole of other files. Migrations are excluded, since they never
 * change.
 */
final class BannedWords {

    private static final Pattern FILES = Pattern
        .compile(".*\\.(java|md|ya?ml|sh|mjs|js|ts|css|html|properties|xml|conf|json|txt|tmpl)"
                + "|.*/(streamgate|Dockerfile|run|jvm\\.config)");

    private static final Pattern EXCLUDED = Pattern.compile(
            ".*/(target|node_modules|db/migration|\\.git)/.*|.*/(banned-words\\.txt|BannedWordsTests\\.java|package-lock\\.json|LICENSE)");

    /** Possessive, so that a long text does not exhaust the stack. */
    private static final Pattern TOKENS = Pattern
        .compile("\"\"\"(?:[^\\\\\"]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*+\""
                + "|'(?:[^'\\\\\n]++|\\\\.)*+'|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private static final Pattern WORD_BREAK = Pattern
        .compile("_+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    /** Words of one phrase may be on two lines of a comment. */
    private static final String BETWEEN_WORDS = "[\\s*/#>]+";

    private final List<Entry> entries;

    private BannedWords(List<Entry> entries) {
        this.entries = entries;
    }

    static BannedWords load() {
        return new BannedWords(lines("banned-words.txt").map(Entry::parse).toList());
    }

    /**
     * Checks all files below the given ones.
     * @param root the directory that messages name files relative to
     * @param paths files and directories; those that do not exist are skipped
     * @return one message for each violation
     */
    List<String> check(Path root, Stream<Path> paths) {
        return paths.filter(Files::exists).flatMap(BannedWords::files).flatMap((file) -> {
            String name = root.relativize(file).toString();
            String text = read(file);
            return (name.endsWith(".java") ? source(text) : prose(text, 1)).stream().map((found) -> name + ":" + found);
        }).toList();
    }

    /** Checks a Java source; the messages start with the line. */
    List<String> source(String text) {
        List<String> found = new ArrayList<>();
        int line = 1;
        int position = 0;
        Matcher tokens = TOKENS.matcher(text);
        while (tokens.find()) {
            String code = text.substring(position, tokens.start());
            found.addAll(names(code, line));
            line += count(code);
            found.addAll(prose(tokens.group(), line));
            line += count(tokens.group());
            position = tokens.end();
        }
        found.addAll(names(text.substring(position), line));
        return found;
    }

    /** Checks text that is no code. */
    List<String> prose(String text, int firstLine) {
        List<String> found = new ArrayList<>();
        for (Entry entry : this.entries) {
            if (!entry.identifier()) {
                Matcher matcher = entry.pattern().matcher(text);
                while (matcher.find()) {
                    found.add(entry.message(firstLine + count(text.substring(0, matcher.start())), matcher.group()));
                }
            }
        }
        return found;
    }

    private List<String> names(String code, int firstLine) {
        List<String> found = new ArrayList<>();
        Matcher identifiers = IDENTIFIER.matcher(code);
        while (identifiers.find()) {
            String name = identifiers.group();
            String phrase = WORD_BREAK.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
            for (Entry entry : this.entries) {
                boolean banned = entry.identifier() ? entry.pattern().matcher(name).matches()
                        : entry.pattern().matcher(phrase).find();
                if (banned) {
                    found.add(entry.message(firstLine + count(code.substring(0, identifiers.start())), name));
                }
            }
        }
        return found;
    }

    private static int count(String text) {
        return (int) text.chars().filter((character) -> character == '\n').count();
    }

    private static Stream<Path> files(Path path) {
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(Files::isRegularFile)
                .filter((file) -> FILES.matcher(file.toString()).matches())
                .filter((file) -> !EXCLUDED.matcher(file.toString()).matches())
                .sorted()
                .toList()
                .stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(file.toString(), ex);
        }
    }

    private static Stream<String> lines(String resource) {
        try (InputStream in = BannedWords.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter((line) -> !line.isBlank() && !line.startsWith("#"))
                .toList()
                .stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A line of the list.
     *
     * @param pattern what is banned
     * @param replacement what to write instead
     * @param identifier whether the pattern is matched against identifiers only
     */
    private record Entry(Pattern pattern, String replacement, boolean identifier) {

        static Entry parse(String line) {
            String[] columns = line.split("\t", 2);
            if (columns.length != 2) {
                throw new IllegalStateException("Expected a pattern, a tab and a replacement: " + line);
            }
            String pattern = columns[0];
            if (pattern.startsWith("<") && pattern.endsWith(">")) {
                return new Entry(Pattern.compile(pattern.substring(1, pattern.length() - 1)), columns[1], true);
            }
            return new Entry(
                    Pattern.compile("\\b(?:" + pattern.replace(" ", BETWEEN_WORDS) + ")\\b", Pattern.CASE_INSENSITIVE),
                    columns[1], false);
        }

        String message(int line, String found) {
            return "%d: \"%s\"; instead: %s".formatted(line, found.replaceAll(BETWEEN_WORDS, " "), this.replacement);
        }

    }

}
