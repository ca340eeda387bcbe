/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;

/** A Lua script, which the server runs atomically. Immutable. */
final class Script {

    private final byte[] text;

    private final String digest;

    private final ScriptOutputType output;

    Script(ScriptOutputType output, String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.digest = Base16.digest(this.text);
        this.output = output;
    }

    /** Sends the script's digest, and its text only when the server does not have it. */
    <T> CompletionStage<T> run(RedisAsyncCommands<byte[], byte[]> server, byte[] key, byte[]... arguments) {
        byte[][] keys = { key };
        return server.<T>evalsha(this.digest, this.output, keys, arguments)
            .exceptionallyCompose((ex) -> (ex instanceof RedisNoScriptException)
                    ? server.<T>eval(this.text, this.output, keys, arguments) : CompletableFuture.failedFuture(ex));
    }

}
