/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BannedWordsTests {

    private final BannedWords words = BannedWords.load();

    @Test
    void aMessageNamesFileLineWordAndReplacement(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("README.md"), "# A\n\nIts patience ends.\n");
        assertThat(this.words.check(folder, Stream.of(folder)))
            .containsExactly("README.md:3: \"patience\"; instead: timeout");
    }

    @Test
    void aPhraseOnTwoLinesOfACommentIsFound() {
        assertThat(this.words.source("class A {\n    /**\n     * The count at the\n     * moment.\n     */\n}\n"))
            .containsExactly("3: \"at the moment\"; instead: currently, now");
    }

    @Test
    void identifiersAreFoundByTheirWords() {
        assertThat(this.words.source("""
                class Telling {
                    int HANG_UP = 1;
                    void hangUp() {
                        int isNone;
                    }
                }
                """)).hasSize(4)
            .anyMatch((line) -> line.startsWith("1: \"Telling\""))
            .anyMatch((line) -> line.startsWith("2: \"HANG_UP\""))
            .anyMatch((line) -> line.startsWith("3: \"hangUp\""))
            .anyMatch((line) -> line.startsWith("4: \"isNone\""));
    }

    @Test
    void namesInAngleBracketsAreIdentifiersOnly() {
        assertThat(this.words.source("class A { int MOST_BYTES; /* MOST of it */ }")).hasSize(1);
        assertThat(this.words.source("class A { int ALMOST; }")).isEmpty();
    }

    @Test
    void textInStringsIsProse() {
        assertThat(
                this.words.source("class A { String a = \"nobody's quota\"; String b = \"\"\"\n    nobody\n\"\"\"; }"))
            .containsExactly("1: \"nobody's\"; instead: name the subject: no client, no caller, no thread",
                    "2: \"nobody\"; instead: name the subject: no client, no caller, no thread");
    }

    @Test
    void aLongTextBlockIsProse() {
        String line = "a \"quoted\" word \\\\ and more\n";
        assertThat(this.words.source("String a = \"\"\"\n" + line.repeat(5_000) + "nobody\n\"\"\";"))
            .containsExactly("5002: \"nobody\"; instead: name the subject: no client, no caller, no thread");
    }

    @Test
    void ordinaryTechnicalEnglishAndTheRuleTypePass() {
        assertThat(this.words.prose("The rule type everybody permits each viewer. A none algorithm, a non-empty list. "
                + "NONE; the change takes effect; tells apart; unheard", 1))
            .isEmpty();
    }

    @Test
    void theUnixUserOfThatNamePasses() {
        assertThat(this.words.source("/** The user {@code nobody}. */ class A { String user = \"nobody\"; }"))
            .isEmpty();
    }

    @Test
    void migrationsNeverChangeAndAreNotChecked(@TempDir Path folder) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(migrations.resolve("V1__a.yaml"), "# nobody");
        assertThat(this.words.check(folder, Stream.of(folder))).isEmpty();
    }

}
