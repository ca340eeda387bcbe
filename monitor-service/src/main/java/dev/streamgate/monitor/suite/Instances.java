/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.FailedInstance;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * All instances of the suite, and queries to them. Responses are bounded in time and
 * size. Thread-safe.
 */
public class Instances {

    private static final int MAX_RESPONSE = 8 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Instances.class);

    private final List<Instance> configured;

    private final DnsInstances dns;

    private final RestClient client;

    private final JsonMapper json;

    private volatile List<Instance> all;

    /**
     * Creates an instance.
     * @param configured the configured instances
     * @param dns resolves configured instances to actual ones
     * @param client a client with this service's token
     * @param json reads responses
     */
    Instances(List<Instance> configured, DnsInstances dns, RestClient client, JsonMapper json) {
        this.configured = List.copyOf(configured);
        this.all = this.configured;
        this.dns = dns;
        this.client = client;
        this.json = json;
    }

    /** The configured instances; a host name may stand for several actual ones. */
    public List<Instance> configured() {
        return this.configured;
    }

    /** All actual instances, ordered by service. */
    public List<Instance> all() {
        return this.all;
    }

    /**
     * Resolves the host names again; called by one thread at a time.
     * @return all actual instances
     */
    public List<Instance> refresh() {
        List<Instance> now = this.configured.stream()
            .flatMap((instance) -> this.dns.resolve(instance).stream())
            .toList();
        this.all = now;
        return now;
    }

    /** A client with this service's token. */
    public RestClient client() {
        return this.client;
    }

    /**
     * Selects the instances of a service.
     * @throws ProblemException 400 if the service does not exist
     */
    public Predicate<Instance> ofService(String service) {
        if (this.all.stream().noneMatch((instance) -> instance.service().equals(service))) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Unknown service. The services are "
                    + String.join(", ", this.all.stream().map(Instance::service).distinct().toList()) + ".");
        }
        return (instance) -> instance.service().equals(service);
    }

    /**
     * Sends a GET request to several instances concurrently.
     * @param selected selects the instances
     * @param path path of the request
     * @param parameters query parameters by name, unencoded
     * @param type type of the JSON body of a 200 response
     */
    public <T> InstanceResponses<T> query(Predicate<Instance> selected, String path, Map<String, String> parameters,
            ParameterizedTypeReference<T> type) {
        List<InstanceResponses.Response<T>> responses = new ArrayList<>();
        List<FailedInstance> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Instance, Future<T>> requests = new LinkedHashMap<>();
            this.all.stream()
                .filter(selected)
                .forEach((instance) -> requests.put(instance,
                        threads.submit(() -> query(instance, path, parameters, type))));
            requests.forEach((instance, future) -> {
                try {
                    responses.add(new InstanceResponses.Response<>(instance, future.get()));
                }
                catch (ExecutionException ex) {
                    log.debug("Query of {} failed for {} at {}", path, instance.service(), instance.address(), ex);
                    failures.add(new FailedInstance(instance.service(), instance.name(), reason(ex.getCause())));
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    failures.add(new FailedInstance(instance.service(), instance.name(), "interrupted"));
                }
            });
        }
        return new InstanceResponses<>(responses, failures);
    }

    private <T> T query(Instance instance, String path, Map<String, String> parameters,
            ParameterizedTypeReference<T> type) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUri(instance.address()).path(path);
        parameters.keySet().forEach((name) -> address.queryParam(name, "{" + name + "}"));
        T body = this.client.get()
            .uri(address.encode().buildAndExpand(parameters).toUri())
            .exchange((request, response) -> {
                if (response.getStatusCode().value() != 200) {
                    throw new UnexpectedStatusException(response.getStatusCode().value());
                }
                return this.json.<T>readValue(readBounded(response.getBody()),
                        this.json.getTypeFactory().constructType(type.getType()));
            });
        if (body == null) {
            throw new UnexpectedStatusException(204);
        }
        return body;
    }

    private static byte[] readBounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_RESPONSE + 1);
        if (bytes.length > MAX_RESPONSE) {
            throw new IOException("The response is larger than " + MAX_RESPONSE + " bytes");
        }
        return bytes;
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case UnexpectedStatusException unexpected -> "status " + unexpected.status;
            case JacksonException _ -> "invalid response";
            case RestClientException _ -> "no response";
            case null, default -> "no response";
        };
    }

    /** A response with a status other than 200. */
    private static final class UnexpectedStatusException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        UnexpectedStatusException(int status) {
            super("Status " + status);
            this.status = status;
        }

    }

}
