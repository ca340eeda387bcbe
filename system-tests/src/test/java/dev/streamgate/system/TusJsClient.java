/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** tus-js-client on Node.js. */
final class TusJsClient {

    private TusJsClient() {
    }

    /** Uploads a file in chunks and returns the upload's id. */
    static String upload(Stack stack, GatewayUser account, Path file) throws IOException {
        String address = JavaScript.run("upload.mjs",
                List.of(stack.gateway().resolve("/api/v1/uploads/tus").toString(), file.toString()),
                Map.of("ACCESS_TOKEN", account.token()));
        return address.substring(address.lastIndexOf('/') + 1);
    }

}
