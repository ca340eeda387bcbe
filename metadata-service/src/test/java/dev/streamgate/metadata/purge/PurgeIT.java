package dev.streamgate.metadata.purge;

import java.util.List;
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
    void nothingIsDue() {
        this.jdbc.sql("DELETE FROM purge").update();
        FakeWorker.jobs.clear();
        FakeWorker.answers(202);
    }

    @Test
    void nothingIsPurgedBeforeItsTime() {
        delete(content("early", "p1"));
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).isEmpty();
    }

    @Test
    void mediaAndSourceOfADeletedContentArePurged() {
        String id = content("one", "p2");
        delete(id);
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(payloads()).containsExactlyInAnyOrder("package p2", "source uploads/upload-" + id);
        assertThat(FakeWorker.jobs).allSatisfy((job) -> {
            assertThat(job.body().path("type").asString()).isEqualTo("media.purge");
            assertThat(job.idempotencyKey()).startsWith("purge:");
        });
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).hasSize(2);
    }

    @Test
    void whatAnotherContentUsesIsKeptUntilThatIsDeletedToo() {
        String first = content("first", "shared");
        String second = content("second", "shared");
        delete(first);
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).isEmpty();
        delete(second);
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(payloads()).containsExactlyInAnyOrder("package shared", "source uploads/upload-" + first,
                "source uploads/upload-" + second);
    }

    @Test
    void aReplacedSourceAndItsMediaArePurged() {
        String id = content("replaced", "old");
        this.client.attach(id, "ann", "second-" + id);
        this.client.tellMedia(id, 10, "ready", true, "new");
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(payloads()).containsExactlyInAnyOrder("package old", "source uploads/upload-" + id);
    }

    @Test
    void aWorkerThatIsDownGetsTheJobLaterUnderTheSameKey() {
        delete(content("retry", "p3"));
        allIsDue();
        FakeWorker.answers(503);
        this.dispatcher.dispatch();
        assertThat(FakeWorker.jobs).isEmpty();
        FakeWorker.answers(202);
        allIsDue();
        this.dispatcher.dispatch();
        assertThat(payloads()).hasSize(2).contains("package p3");
    }

    private String content(String title, String packageKey) {
        String id = this.client.create("ann", Map.of("title", title)).id();
        this.client.attach(id, "ann", "upload-" + id);
        this.client.tellMedia(id, 1, "ready", true, packageKey);
        return id;
    }

    private void delete(String id) {
        assertThat(this.client.delete(MetadataClient.CONTENTS + "/" + id, MetadataClient.creator("ann")).status())
            .isEqualTo(204);
    }

    private void allIsDue() {
        this.jdbc.sql("UPDATE purge SET due_at = now() - interval '1 second'").update();
    }

    private static List<String> payloads() {
        return FakeWorker.jobs.stream()
            .map((job) -> job.body().path("payload"))
            .map((payload) -> payload.has("packageKey") ? "package " + payload.path("packageKey").asString()
                    : "source " + payload.path("sourceKey").asString())
            .toList();
    }

}
