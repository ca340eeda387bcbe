/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that remains readable after a failed write. A service that rejects an upload
 * may respond and close the connection while the body is still being sent; its response
 * is then in the receive buffer. After the first failed write, further writes are
 * discarded, {@code available()} returns 1 and reads return the response or throw the
 * error.
 */
final class UpstreamSocket extends Socket {

    private volatile boolean writeFailed;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FailureTolerantOutput(super.getOutputStream());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new ReadableAfterFailureInput(super.getInputStream());
    }

    private final class FailureTolerantOutput extends OutputStream {

        private final OutputStream out;

        FailureTolerantOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (UpstreamSocket.this.writeFailed) {
                return;
            }
            try {
                this.out.write(bytes, offset, length);
            }
            catch (IOException ex) {
                UpstreamSocket.this.writeFailed = true;
            }
        }

        @Override
        public void close() throws IOException {
            this.out.close();
        }

    }

    private final class ReadableAfterFailureInput extends FilterInputStream {

        ReadableAfterFailureInput(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return UpstreamSocket.this.writeFailed ? 1 : super.available();
        }

    }

}
