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
 * A connection on which a failed write is not the end: a service that refuses an upload
 * answers and closes while the body is still being sent, and its answer then lies in the
 * receive buffer. From the first failed write on, nothing more is sent, the input says
 * that there is something to read, and reading gives the answer, or the error.
 */
final class UpstreamSocket extends Socket {

    private volatile boolean deaf;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Sending(super.getOutputStream());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Receiving(super.getInputStream());
    }

    private final class Sending extends OutputStream {

        private final OutputStream out;

        Sending(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (UpstreamSocket.this.deaf) {
                return;
            }
            try {
                this.out.write(bytes, offset, length);
            }
            catch (IOException ex) {
                UpstreamSocket.this.deaf = true;
            }
        }

        @Override
        public void close() throws IOException {
            this.out.close();
        }

    }

    private final class Receiving extends FilterInputStream {

        Receiving(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return UpstreamSocket.this.deaf ? 1 : super.available();
        }

    }

}
