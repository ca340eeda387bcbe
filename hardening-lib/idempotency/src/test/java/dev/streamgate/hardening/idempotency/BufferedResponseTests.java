/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class BufferedResponseTests {

    private static final int LIMIT = 256 * 1024;

    @Test
    void aReplyOf64MegabytesNeverHasMoreThanTheLimitInMemory() throws IOException {
        CountingResponse client = new CountingResponse();
        BufferedResponse response = new BufferedResponse(client, LIMIT);
        OutputStream body = response.getOutputStream();
        byte[] chunk = new byte[10_000];
        long written = 0;
        while (written < 64L << 20) {
            body.write(chunk);
            written += chunk.length;
            assertThat(response.bufferedBytes()).isLessThanOrEqualTo(LIMIT);
            assertThat(client.bytes + response.bufferedBytes()).isEqualTo(written);
        }
        assertThat(response.bufferedBytes()).isZero();
        assertThat(response.toStore().isKept()).isFalse();
        response.complete();
        assertThat(client.bytes).isEqualTo(written);
    }

    @Test
    void anAnnouncedLengthAboveTheLimitIsNotBufferedAtAll() throws IOException {
        CountingResponse client = new CountingResponse();
        BufferedResponse response = new BufferedResponse(client, LIMIT);
        response.setHeader("Content-Length", Integer.toString(LIMIT + 1));
        response.getOutputStream().write(new byte[10]);
        assertThat(response.bufferedBytes()).isZero();
        assertThat(client.bytes).isEqualTo(10);
        assertThat(client.getHeader("Content-Length")).isEqualTo(Integer.toString(LIMIT + 1));
    }

    @Test
    void aReplyOfTheLimitIsKept() throws IOException {
        CountingResponse client = new CountingResponse();
        BufferedResponse response = new BufferedResponse(client, LIMIT);
        response.setStatus(201);
        response.getOutputStream().write(new byte[LIMIT]);
        response.flushBuffer();
        assertThat(client.bytes).isZero();
        StoredResponse stored = response.toStore();
        assertThat(stored.isKept()).isTrue();
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.body()).hasSize(LIMIT);
        response.complete();
        assertThat(client.bytes).isEqualTo(LIMIT);
        assertThat(client.getHeader("Content-Length")).isEqualTo(Integer.toString(LIMIT));
    }

    @Test
    void aWriterIsBoundedToo() throws IOException {
        CountingResponse client = new CountingResponse();
        BufferedResponse response = new BufferedResponse(client, LIMIT);
        PrintWriter writer = response.getWriter();
        char[] text = new char[100_000];
        Arrays.fill(text, 'x');
        for (int i = 0; i < 10; i++) {
            writer.write(text);
            assertThat(response.bufferedBytes()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(response.toStore().isKept()).isFalse();
        assertThat(client.bytes).isEqualTo(1_000_000);
    }

    @Test
    void aServerErrorIsNotRecordedEvenIfItIsLarge() throws IOException {
        BufferedResponse response = new BufferedResponse(new CountingResponse(), LIMIT);
        response.setStatus(500);
        response.getOutputStream().write(new byte[2 * LIMIT]);
        assertThat(response.toStore()).isNull();
    }

    /** Counts the bytes that reach the client. */
    private static final class CountingResponse extends MockHttpServletResponse {

        private long bytes;

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int octet) {
                    CountingResponse.this.bytes++;
                }

                @Override
                public void write(byte[] content, int offset, int length) {
                    CountingResponse.this.bytes += length;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }

    }

}
