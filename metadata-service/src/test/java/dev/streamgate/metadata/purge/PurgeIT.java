/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.purge;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.metadata.FakeWorker;
import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class PurgeIT {

    private final MetadataClient client;

    private final PurgeDispatcher dispatcher;

    private final JdbcClient jdbc;

    @Autowired
    PurgeIT(MetadataClient client, PurgeDispatcher dispatcher, JdbcClient jdbc) {
        this.client = client;
        this.dispatcher = dispatcher;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void nothingIsPending() {
        this.jdbc.sql("DELETE FROM purge").update();
        FakeWorker.jobs.clear();
        FakeWorker.answers(202);
    }

    @Test
    void theWorkerIsToldOfADeletedContentOnce() {
        String id = content("one");
        delete(id);
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).singleElement().satisfies((job) -> {
            assertThat(job.path("type").asString()).isEqualTo("media.purge");
            assertThat(job.path("contentId").asString()).isEqualTo(id);
        });
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).hasSize(1);
    }

    @Test
    void nothingIsPurgedOfAContentThatGetsAnotherVideo() {
        String id = content("replaced");
        this.client.attach(id, "ann", "second-" + id);
        this.client.tellMedia(id, 10, "ready", true, "new");
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).isEmpty();
    }

    @Test
    void aWorkerThatIsDownIsToldLater() {
        delete(content("retry"));
        FakeWorker.answers(503);
        this.dispatcher.dispatch();
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).isEmpty();
        FakeWorker.answers(202);
        this.jdbc.sql("UPDATE purge SET due_at = now()").update();
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).hasSize(1);
    }

    @Test
    void manyAreToldInOneRun() {
        for (int i = 0; i < 25; i++) {
            delete(content("many " + i));
        }
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).hasSize(25);
    }

    @Test
    void mediaThatAreMadeAfterTheDeletionArePurgedToo() {
        String id = content("late");
        delete(id);
        this.dispatcher.dispatch();
        assertThat(this.client.tellMedia(id, 7, "ready", true, "p").status()).isEqualTo(410);
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).hasSize(2);
    }

    private String content(String title) {
        String id = this.client.create("ann", Map.of("title", title)).field("id");
        this.client.attach(id, "ann", "upload-" + id);
        this.client.tellMedia(id, 1, "ready", true, "package-" + id);
        return id;
    }

    private void delete(String id) {
        assertThat(this.client.delete(MetadataClient.CONTENTS + "/" + id, MetadataClient.creator("ann")).status())
            .isEqualTo(204);
    }

}
