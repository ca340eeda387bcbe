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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Behaviour of every {@link BlobUpload}. */
abstract class BlobUploadContract extends BlobStoreFixture {

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
    void anUploadReadsNoMoreThanItsLimit() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            InputStream source = stream("0123456789");
            assertThat(upload.append(0, source, 4, ByteSink.NONE)).isEqualTo(4);
            assertThat(source.readAllBytes()).asString().isEqualTo("456789");
            assertThatIllegalArgumentException()
                .isThrownBy(() -> upload.append(3, stream("x"), Long.MAX_VALUE, ByteSink.NONE));
            assertThat(upload.size()).isEqualTo(4);
            store().discard(uploadKey());
        }
    }

    @Test
    void bytesThatArrivedBeforeTheSourceFailedAreKept() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            InputStream breaking = new SequenceInputStream(stream("half"), broken());
            assertThatIOException().isThrownBy(() -> upload.append(0, breaking, Long.MAX_VALUE, ByteSink.NONE));
        }
        try (BlobUpload upload = store().resume(uploadKey()).orElseThrow()) {
            assertThat(upload.size()).isEqualTo(4);
            upload.truncate(2);
            assertThat(upload.open(0).readAllBytes()).asString().isEqualTo("ha");
            store().discard(uploadKey());
        }
    }

    @Test
    void partsOfAnUploadMayArriveInAnyOrderAndTwice() throws IOException {
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
            store().discard(uploadKey() + "-1");
            whole.finish(key("target"));
        }
        assertThat(read("target", 0, Long.MAX_VALUE)).asString().isEqualTo("one one ");
    }

    @Test
    void anUploadTooLargeForOneRequestIsPublishedCompletely() throws IOException {
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
    void anExistingUploadCannotBeginAgain() throws IOException {
        try (BlobUpload upload = store().begin(uploadKey())) {
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> store().begin(uploadKey()));
            assertThat(Files.size(upload.file())).isZero();
            store().discard(uploadKey());
            store().discard(uploadKey());
        }
        assertThat(store().resume(uploadKey())).isEmpty();
    }

    private String uploadKey() {
        return key("upload");
    }

    private static InputStream part(byte[] content, int offset, int length) {
        return new ByteArrayInputStream(content, offset, length);
    }

}
