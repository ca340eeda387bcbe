/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.system.hostile.Attack;
import dev.streamgate.system.hostile.Attacker;
import dev.streamgate.system.hostile.Attacks;
import dev.streamgate.system.hostile.HonestClient;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks the gateway from one address, one attack after the other, while an honest
 * client of another address plays and uploads: it sees no error and no stall, and the
 * memory of the services returns. {@code -Dhostile.seconds} sets the length of an attack,
 * {@code -Dhostile.stall-millis} the longest time of an honest request. Run by
 * {@code benchmarks/hostile}; its name keeps it out of the tests of every build.
 */
@Order(Integer.MAX_VALUE - 1)
@ResourceLock(Stack.SERVICES_LOCK)
class HostileCampaign {

    private static final Logger log = LoggerFactory.getLogger(HostileCampaign.class);

    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    /** The heap may grow by what is compiled and cached once. */
    private static final long HEAP_GROWTH_KILOBYTES = 48 * 1024;

    private static final int CHUNK_SIZE = 64 * 1024;

    private final int seconds = Integer.getInteger("hostile.seconds", 15);

    private final Duration stall = Duration.ofMillis(Long.getLong("hostile.stall-millis", 2000));

    @Test
    void anHonestClientIsServedDuringEveryAttack(@TempDir Path folder) throws Exception {
        Stack stack = Stack.running();
        GatewayUser honest = GatewayUser.register(stack);
        String segment = segments(honest, Media.clip(folder, "honest.mp4", 20)).getFirst();
        GatewayUser owner = GatewayUser.register(stack);
        List<String> far = segments(owner, Media.clipToEncode(folder, "long.mkv", "1280x720", 300));
        List<String> missing = far.subList(far.size() / 2, far.size());
        List<String> tokens = IntStream.range(0, 6).mapToObj((i) -> GatewayUser.register(stack).token()).toList();
        List<String> violations = new ArrayList<>();
        Map<String, Long> before = heaps(stack);
        try (HonestClient client = new HonestClient()) {
            client.repeat("segment", () -> honest.get(segment).status());
            client.repeat("contents", () -> honest.get("/api/v1/contents").status());
            client.repeat("upload", () -> upload(honest));
            int number = 1;
            for (Attack attack : new Attacks(segment, missing, tokens).all()) {
                Map<String, Long> outcomes = Attacker.run(attack, stack.gateway(), "127.0.9." + number++, this.seconds);
                Duration longest = client.takeLongest();
                List<String> errors = client.takeErrors();
                log.info("{} ({} clients): attacker {}, honest: {} requests, longest {} ms ({}), errors {}",
                        attack.name(), attack.clients(), outcomes, client.takeRequests(), longest.toMillis(),
                        client.slowest(), errors);
                if (!errors.isEmpty() || longest.compareTo(this.stall) > 0) {
                    violations.add("%s: longest %d ms, errors %s".formatted(attack.name(), longest.toMillis(), errors));
                }
            }
        }
        Map<String, Long> after = heaps(stack);
        log.info("Heap in KB before {}, after {}", before, after);
        after.forEach((service, used) -> {
            if (used - before.get(service) > HEAP_GROWTH_KILOBYTES) {
                violations.add("the heap of %s grew from %d to %d KB".formatted(service, before.get(service), used));
            }
        });
        assertThat(violations).isEmpty();
    }

    /** Uploads a file and returns the paths of the segments of its first playlist. */
    private static List<String> segments(GatewayUser user, Path file) throws Exception {
        String contentId = user.contentOf(user.upload(file, 1024 * 1024));
        user.await(contentId, (content) -> content.path("playable").asBoolean());
        String playlist = Playlist.read(user, user.play(contentId)).playlists().getFirst();
        return Playlist.read(user, playlist).entries();
    }

    /** Creates an upload, sends one chunk and deletes it. */
    private static int upload(GatewayUser user) {
        String[] tus = { "Tus-Resumable", "1.0.0" };
        Reply created = user.http()
            .send("POST", "/api/v1/uploads/tus", BodyPublishers.noBody(), tus[0], tus[1], "Upload-Length",
                    Integer.toString(10 * CHUNK_SIZE), "Upload-Metadata",
                    "filename " + Base64.getEncoder().encodeToString("a.mp4".getBytes()));
        if (created.status() != 201) {
            return created.status();
        }
        String path = created.header("Location");
        int status = user.http()
            .send("PATCH", path, BodyPublishers.ofByteArray(new byte[CHUNK_SIZE]), tus[0], tus[1], "Upload-Offset", "0",
                    "Content-Type", "application/offset+octet-stream")
            .status();
        return (status != 204) ? status
                : user.http().send("DELETE", path, BodyPublishers.noBody(), tus[0], tus[1]).status();
    }

    /** The heap of each service after a full collection, in KB. */
    private static Map<String, Long> heaps(Stack stack) {
        Map<String, Long> heaps = new TreeMap<>();
        stack.processes().forEach((name, process) -> {
            if (Stack.SERVICES.contains(name)) {
                String pid = Long.toString(process.pid());
                jcmd(pid, "GC.run");
                long used = HEAP_USED.matcher(jcmd(pid, "GC.heap_info"))
                    .results()
                    .mapToLong((match) -> Long.parseLong(match.group(1)))
                    .limit(2)
                    .sum();
                heaps.put(name, used);
            }
        });
        return heaps;
    }

    private static String jcmd(String pid, String command) {
        return Stack.run(List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, command),
                Map.of());
    }

}
