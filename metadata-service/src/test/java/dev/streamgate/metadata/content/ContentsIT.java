package dev.streamgate.metadata.content;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class ContentsIT {

    private final MetadataClient client;

    @Autowired
    ContentsIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void aNewContentIsAPrivateDraftOfItsCreator() {
        var reply = this.client.create("ann",
                Map.of("title", " A film ", "tags", java.util.List.of("Sea", "sea", "Sun")));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().path("state").asString()).isEqualTo("draft");
        assertThat(reply.body().path("visibility").asString()).isEqualTo("private");
        assertThat(reply.body().path("title").asString()).isEqualTo("A film");
        assertThat(reply.body().path("owner").asString()).isEqualTo("ann");
        assertThat(reply.body().path("tags").toString()).isEqualTo("[\"sea\",\"sun\"]");
        var read = this.client.get(MetadataClient.CONTENTS + "/" + reply.id(), MetadataClient.creator("ann"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(reply.body());
    }

    @Test
    void aPublishedContentIsSeenByEverybody() {
        String id = this.client.published("ann", Map.of("title", "Open", "visibility", "public"));
        assertThat(this.client.get(MetadataClient.CONTENTS + "/" + id, null).body().path("state").asString())
            .isEqualTo("published");
        assertThat(this.client.get(MetadataClient.CONTENTS + "?q=open", null).body().path("items").size()).isPositive();
    }

}
