/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Behaviour of every {@link BlobStore}: objects, ranges, listing and keys. */
abstract class BlobStoreContract extends BlobStoreFixture {

    @Test
    void aPutObjectIsReadBack() throws IOException {
        byte[] content = random(300_000);
        Blob blob = put("a.bin", content);
        assertThat(blob.size()).isEqualTo(content.length);
        assertThat(blob.etag()).isNotEmpty().doesNotContain("\"");
        assertThat(store().stat(key("a.bin"))).contains(blob);
        assertThat(read("a.bin", 0, Long.MAX_VALUE)).isEqualTo(content);
    }

    @Test
    void anEmptyObjectIsAnObject() throws IOException {
        put("empty", new byte[0]);
        assertThat(store().exists(key("empty"))).isTrue();
        assertThat(read("empty", 0, 10)).isEmpty();
    }

    @Test
    void aRangeIsReadFromItsOffset() throws IOException {
        put("a", "0123456789");
        assertThat(read("a", 3, 4)).asString().isEqualTo("3456");
        assertThat(read("a", 8, 100)).asString().isEqualTo("89");
        assertThat(read("a", 4, Long.MAX_VALUE)).asString().isEqualTo("456789");
        assertThat(read("a", 3, 0)).isEmpty();
        assertThat(read("a", 10, 5)).isEmpty();
    }

    @Test
    void aSecondPutReplacesTheObjectAndItsEtag() throws IOException {
        Blob first = put("a", "first");
        Blob second = put("a", "the second");
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(read("a", 0, Long.MAX_VALUE)).asString().isEqualTo("the second");
    }

    @Test
    void contentShorterThanAnnouncedIsNotPublished() {
        assertThatIOException().isThrownBy(() -> store().put(key("a"), new ByteArrayInputStream(new byte[10]), 20));
        assertNotFound("a");
    }

    @Test
    void aFailingSourcePublishesNothing() {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(new byte[1000]), broken());
        assertThatIOException().isThrownBy(() -> store().put(key("a"), failing, 2000));
        assertNotFound("a");
    }

    @Test
    void putIfAbsentKeepsAnExistingObject() throws IOException {
        assertThat(store().putIfAbsent(key("a"), stream("first"), 5)).isTrue();
        assertThat(store().putIfAbsent(key("a"), stream("other"), 5)).isFalse();
        assertThat(read("a", 0, Long.MAX_VALUE)).asString().isEqualTo("first");
    }

    @Test
    void exactlyOneOfSeveralConcurrentPutIfAbsentSucceeds() throws Exception {
        BlobStore store = store();
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String content = "content " + i;
            attempts.add(() -> store.putIfAbsent(key("race"), stream(content), content.length()));
        }
        int winners = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                winners += attempt.get() ? 1 : 0;
            }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(read("race", 0, Long.MAX_VALUE)).hasSize(9);
    }

    @Test
    void aMissingObjectIsNotFound() throws IOException {
        assertThat(store().stat(key("none"))).isEmpty();
        assertThat(store().exists(key("none"))).isFalse();
        assertThat(store().localFile(key("none"))).isEmpty();
        assertThat(store().delete(key("none"))).isFalse();
        assertThatExceptionOfType(BlobNotFoundException.class).isThrownBy(() -> store().open(key("none")));
    }

    @Test
    void aFolderIsNotAnObject() throws IOException {
        put("folder/a", "a");
        assertThat(store().stat(key("folder"))).isEmpty();
        assertThat(store().delete(key("folder"))).isFalse();
        assertThat(store().exists(key("folder/a"))).isTrue();
    }

    @Test
    void aDeletedObjectIsGone() throws IOException {
        put("a", "a");
        assertThat(store().delete(key("a"))).isTrue();
        assertThat(store().exists(key("a"))).isFalse();
    }

    @Test
    void deletingAFolderDeletesEverythingBelowItAndNothingElse() throws IOException {
        put("x/1", "1");
        put("x/y/2", "2");
        put("xx", "3");
        store().deleteFolder(key("x/"));
        assertThat(keys(null, 100)).containsExactly(key("xx"));
        store().deleteFolder(key("x/"));
    }

    @Test
    void aDeletionOfAFolderKeepsLaterObjectsAndEndsWhenItsGuardThrows() throws IOException {
        put("x/1", "1");
        put("x/y/2", "2");
        Instant published = store().stat(key("x/y/2")).orElseThrow().lastModified();
        store().deleteFolder(key("x/"), published.minusSeconds(60), () -> {
        });
        assertThat(keys(null, 100)).containsExactly(key("x/1"), key("x/y/2"));
        assertThatIOException().isThrownBy(() -> store().deleteFolder(key("x/"), published.plusSeconds(60), () -> {
            throw new IOException("The lease has expired");
        }));
        assertThat(keys(null, 100)).containsExactly(key("x/1"), key("x/y/2"));
        store().deleteFolder(key("x/"), published.plusSeconds(60), () -> {
        });
        assertThat(keys(null, 100)).isEmpty();
    }

    @Test
    void objectsAreListedByKeyInPages() throws IOException {
        for (String name : List.of("b", "a/2", "a-1", "a/10", "a.x", "c/d/e")) {
            put(name, name);
        }
        List<String> all = keys(null, 100);
        assertThat(all).containsExactly(key("a-1"), key("a.x"), key("a/10"), key("a/2"), key("b"), key("c/d/e"));
        assertThat(keys(null, 2)).isEqualTo(all.subList(0, 2));
        assertThat(keys(key("a.x"), 2)).isEqualTo(all.subList(2, 4));
        assertThat(keys(key("a/10"), 10)).isEqualTo(all.subList(3, 6));
        assertThat(keys(key("c/d/e"), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/etc/passwd", "../up", "a/../b", "a/./b", "a//b", "a/", ".tmp/x", "a/.hidden",
            "with space", "nul\0", "back\\slash", "new\nline", "ümlaut" })
    void aKeyThatCouldEscapeTheStoreIsRejected(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().stat(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(key, stream("x"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().begin(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().deleteFolder(key + "/"));
    }

    private void assertNotFound(String name) {
        assertThatExceptionOfType(BlobNotFoundException.class).isThrownBy(() -> store().open(key(name)));
    }

}
