/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.monitor.suite.Instance;

/** Reads heads from {@code /actuator/auditjournal/head} of each service. */
class JournalHeadCollector implements Witness.HeadSource {

    private static final Logger log = LoggerFactory.getLogger(JournalHeadCollector.class);

    private static final int MAX_RESPONSE = 4_096;

    private static final int MAX_TEXT = 200;

    private final RestClient client;

    private final JsonMapper json;

    JournalHeadCollector(RestClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<WitnessedHead> head(Instance journal) {
        try {
            WitnessedHead head = this.client.get()
                .uri(journal.address().resolve("/actuator/auditjournal/head"))
                .exchange((request, response) -> read(journal, response));
            return Optional.ofNullable(head);
        }
        catch (RestClientException ex) {
            log.debug("The head of the audit journal of {} at {} could not be read", journal.service(),
                    journal.address(), ex);
            return Optional.empty();
        }
    }

    private @Nullable WitnessedHead read(Instance journal, ClientHttpResponse response) throws IOException {
        if (response.getStatusCode().value() != 200) {
            return null;
        }
        byte[] body = response.getBody().readNBytes(MAX_RESPONSE);
        try {
            JsonNode node = this.json.readTree(body);
            WitnessedHead head = new WitnessedHead(journal.service(), journal.name(), text(node, "journal"),
                    node.path("sequence").asLong(-1), text(node, "hash"), text(node, "timestamp"),
                    text(node, "signature"), text(node, "publicKey"));
            return (head.sequence() >= 0 && !head.publicKey().isEmpty()) ? head : null;
        }
        catch (JacksonException ex) {
            log.debug("{} at {} returned an invalid head of its audit journal", journal.service(), journal.address(),
                    ex);
            return null;
        }
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return (text.length() <= MAX_TEXT) ? text : "";
    }

}
