/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What every {@link BlobStore} does; each implementation passes it. */
abstract class BlobStoreContract {

    private final String folder = "contract/" + UUID.randomUUID() + "/";

    /** The store under test, made anew over the same data at each call. */
    abstract BlobStore store() throws IOException;

    @AfterEach
    void leaveNothing() throws IOException {
        store().deleteFolder(this.folder);
    }

    @Test
    void whatWasPutIsReadBack() throws IOException {
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
    void puttingAgainReplacesTheObjectAndItsEtag() throws IOException {
        Blob first = put("a", "first");
        Blob second = put("a", "the second");
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(read("a", 0, Long.MAX_VALUE)).asString().isEqualTo("the second");
    }

    @Test
    void contentThatIsShorterThanSaidIsNotPublished() {
        assertThatIOException().isThrownBy(() -> store().put(key("a"), new ByteArrayInputStream(new byte[10]), 20));
        assertThatNothingIsThere("a");
    }

    @Test
    void aSourceThatFailsPublishesNothing() {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(new byte[1000]), broken());
        assertThatIOException().isThrownBy(() -> store().put(key("a"), failing, 2000));
        assertThatNothingIsThere("a");
    }

    @Test
    void putIfAbsentLeavesAnOlderObjectAsItIs() throws IOException {
        assertThat(store().putIfAbsent(key("a"), stream("first"), 5)).isTrue();
        assertThat(store().putIfAbsent(key("a"), stream("other"), 5)).isFalse();
        assertThat(read("a", 0, Long.MAX_VALUE)).asString().isEqualTo("first");
    }

    @Test
    void ofSeveralWhoPutIfAbsentOneWins() throws Exception {
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
    void whatIsNotThereIsNotFound() throws IOException {
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
    void aDeletedFolderTakesEverythingBelowItAndNothingElse() throws IOException {
        put("x/1", "1");
        put("x/y/2", "2");
        put("xx", "3");
        store().deleteFolder(key("x/"));
        assertThat(keys(null, 100)).containsExactly(key("xx"));
        store().deleteFolder(key("x/"));
    }

    @Test
    void objectsAreListedInTheOrderOfTheirKeysPageByPage() throws IOException {
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
    void aKeyThatCouldLeaveTheStoreIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().stat(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(key, stream("x"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().begin(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().deleteFolder(key + "/"));
    }

    @Test
    void anUploadArrivesInPartsAndIsPublishedWhenFinished() throws Exception {
        byte[] content = random(700_000);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (BlobUpload upload = store().begin(uploadKey())) {
            assertThat(upload.size()).isZero();
            assertThat(upload.append(0, part(content, 0, 300_000), Long.MAX_VALUE, digest::update)).isEqualTo(300_000);
        }
        try (BlobUpload upload = store().resume(uploadKey()).orElseThrow()) {
            assertThat(upload.size()).isEqualTo(300_000);
            upload.append(300_000, part(content, 300_000, 400_000), Long.MAX_VALUE, digest::update);
            assertThat(store().exists(key("target"))).isFalse();
            assertThat(upload.finish(key("target")).size()).isEqualTo(content.length);
        }
        assertThat(read("target", 0, Long.MAX_VALUE)).isEqualTo(content);
        assertThat(digest.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(store().resume(uploadKey())).isEmpty();
    }

    @Test
    void anUploadTakesNoMoreThanItsLimitAndLeavesTheRestUnread() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            InputStream source = stream("0123456789");
            assertThat(upload.append(0, source, 4, ByteSink.NONE)).isEqualTo(4);
            assertThat(source.readAllBytes()).asString().isEqualTo("456789");
            assertThatIllegalArgumentException()
                .isThrownBy(() -> upload.append(3, stream("x"), Long.MAX_VALUE, ByteSink.NONE));
            assertThat(upload.size()).isEqualTo(4);
            upload.discard();
        }
    }

    @Test
    void whatArrivedBeforeTheSourceBrokeIsKept() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            InputStream breaking = new SequenceInputStream(stream("half"), broken());
            assertThatIOException().isThrownBy(() -> upload.append(0, breaking, Long.MAX_VALUE, ByteSink.NONE));
        }
        try (BlobUpload upload = store().resume(uploadKey()).orElseThrow()) {
            assertThat(upload.size()).isEqualTo(4);
            upload.truncate(2);
            assertThat(upload.open(0).readAllBytes()).asString().isEqualTo("ha");
            upload.discard();
        }
    }

    @Test
    void partsOfAnUploadMayComeInAnyOrderAndTwice() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            upload.writeAt(4, stream("5678"), 4, ByteSink.NONE);
            upload.writeAt(0, stream("xxxx"), 4, ByteSink.NONE);
            upload.writeAt(0, stream("1234"), 4, ByteSink.NONE);
            assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> upload.writeAt(8, stream("9"), 4, ByteSink.NONE));
            upload.truncate(8);
            upload.finish(key("target"));
        }
        assertThat(read("target", 0, Long.MAX_VALUE)).asString().isEqualTo("12345678");
    }

    @Test
    void uploadsAreConcatenated() throws IOException {
        try (BlobUpload first = store().begin(uploadKey() + "-1"); BlobUpload whole = store().begin(uploadKey())) {
            first.append(0, stream("one "), Long.MAX_VALUE, ByteSink.NONE);
            whole.append(first, ByteSink.NONE);
            assertThat(whole.append(first, ByteSink.NONE)).isEqualTo(8);
            first.discard();
            whole.finish(key("target"));
        }
        assertThat(read("target", 0, Long.MAX_VALUE)).asString().isEqualTo("one one ");
    }

    @Test
    void anUploadThatIsTooBigForOneRequestIsPublishedWhole() throws IOException {
        byte[] content = random(17 * 1024 * 1024 + 5);
        try (BlobUpload upload = store().begin(uploadKey())) {
            upload.append(0, new ByteArrayInputStream(content), Long.MAX_VALUE, ByteSink.NONE);
            upload.finish(key("big"));
        }
        assertThat(read("big", 16 * 1024 * 1024 - 3, 10))
            .isEqualTo(Arrays.copyOfRange(content, 16 * 1024 * 1024 - 3, 16 * 1024 * 1024 + 7));
        assertThat(store().stat(key("big")).orElseThrow().size()).isEqualTo(content.length);
    }

    @Test
    void anUploadThatBeganCannotBeginAgain() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> store().begin(uploadKey()));
            assertThat(Files.size(upload.file())).isZero();
            upload.discard();
            upload.discard();
        }
        assertThat(store().resume(uploadKey())).isEmpty();
    }

    private void assertThatNothingIsThere(String name) {
        assertThatExceptionOfType(BlobNotFoundException.class).isThrownBy(() -> store().open(key(name)));
    }

    final String key(String name) {
        return this.folder + name;
    }

    private String uploadKey() {
        return key("upload");
    }

    final Blob put(String name, String content) throws IOException {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Blob put(String name, byte[] content) throws IOException {
        return store().put(key(name), new ByteArrayInputStream(content), content.length);
    }

    private byte[] read(String name, long offset, long length) throws IOException {
        try (InputStream in = store().open(key(name), offset, length)) {
            return in.readAllBytes();
        }
    }

    private List<String> keys(String after, int limit) throws IOException {
        return store().list(this.folder, after, limit).stream().map(Blob::key).toList();
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream part(byte[] content, int offset, int length) {
        return new ByteArrayInputStream(content, offset, length);
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

}
