/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * tus-js-client on Node.js; the packages are pinned in
 * {@code src/test/js/package-lock.json}.
 */
final class TusJsClient {

    private static final Path source = Path.of("src", "test", "js").toAbsolutePath();

    private static final Path installed = Path.of("target", "js").toAbsolutePath();

    private TusJsClient() {
    }

    /** Whether Node.js and npm are on the PATH. */
    static boolean isInstalled() {
        return ExternalServer.find("node").isPresent() && ExternalServer.find("npm").isPresent();
    }

    /** Uploads a file in chunks and returns the upload's id. */
    static String upload(Stack stack, GatewayUser account, Path file) throws IOException {
        install();
        String address = Stack.run(
                List.of("node", installed.resolve("upload.mjs").toString(),
                        stack.gateway().resolve("/api/v1/uploads/tus").toString(), file.toString()),
                Map.of("ACCESS_TOKEN", account.token()))
            .strip();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static synchronized void install() throws IOException {
        Files.createDirectories(installed);
        for (String name : List.of("package.json", "package-lock.json", "upload.mjs")) {
            Files.copy(source.resolve(name), installed.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(installed.resolve("node_modules").resolve("tus-js-client"))) {
            Stack.run(List.of("npm", "ci", "--prefix", installed.toString(), "--no-audit", "--no-fund"), Map.of());
        }
    }

}
