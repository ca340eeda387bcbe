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
 * All instances that there are, and questions to all of them at once. What one of them
 * answers is bounded in time and size; who does not answer is named. Safe for threads.
 */
public class Instances {

    private static final int MAX_ANSWER = 8 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Instances.class);

    private final List<Instance> named;

    private final DnsInstances dns;

    private final RestClient client;

    private final JsonMapper json;

    private volatile List<Instance> all;

    /**
     * Takes the instances that somebody named.
     * @param dns where more are looked for
     */
    Instances(List<Instance> named, DnsInstances dns, RestClient client, JsonMapper json) {
        this.named = List.copyOf(named);
        this.all = this.named;
        this.dns = dns;
        this.client = client;
        this.json = json;
    }

    /** The instances that somebody named, each perhaps several behind one name. */
    public List<Instance> named() {
        return this.named;
    }

    /** All instances, in the order of their services' names. */
    public List<Instance> all() {
        return this.all;
    }

    /**
     * Looks which there are now; one thread at a time.
     * @return all instances from now on
     */
    public List<Instance> refresh() {
        List<Instance> now = this.named.stream().flatMap((instance) -> this.dns.of(instance).stream()).toList();
        this.all = now;
        return now;
    }

    /**
     * A client with this service's token.
     */
    public RestClient client() {
        return this.client;
    }

    /**
     * The condition to be an instance of a service.
     * @throws ProblemException 400 when there is no such service
     */
    public Predicate<Instance> of(String service) {
        if (this.all.stream().noneMatch((instance) -> instance.service().equals(service))) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "There is no such service. There are "
                    + String.join(", ", this.all.stream().map(Instance::service).distinct().toList()) + ".");
        }
        return (instance) -> instance.service().equals(service);
    }

    /**
     * Puts one question to all of those instances at once.
     * @param query parameters by name, unencoded
     * @param answer what a 200 reply's JSON is read as
     */
    public <T> Answers<T> ask(Predicate<Instance> which, String path, Map<String, String> query,
            ParameterizedTypeReference<T> answer) {
        List<Answers.Answer<T>> answers = new ArrayList<>();
        List<FailedInstance> unanswered = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Instance, Future<T>> asked = new LinkedHashMap<>();
            this.all.stream()
                .filter(which)
                .forEach((instance) -> asked.put(instance, threads.submit(() -> ask(instance, path, query, answer))));
            asked.forEach((instance, future) -> {
                try {
                    answers.add(new Answers.Answer<>(instance, future.get()));
                }
                catch (ExecutionException ex) {
                    log.debug("{} at {} does not answer to {}", instance.service(), instance.address(), path, ex);
                    unanswered.add(new FailedInstance(instance.service(), instance.name(), reason(ex.getCause())));
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    unanswered.add(new FailedInstance(instance.service(), instance.name(), "interrupted"));
                }
            });
        }
        return new Answers<>(answers, unanswered);
    }

    private <T> T ask(Instance instance, String path, Map<String, String> query, ParameterizedTypeReference<T> answer) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUri(instance.address()).path(path);
        query.keySet().forEach((name) -> address.queryParam(name, "{" + name + "}"));
        T read = this.client.get().uri(address.encode().buildAndExpand(query).toUri()).exchange((request, reply) -> {
            if (reply.getStatusCode().value() != 200) {
                throw new Refused(reply.getStatusCode().value());
            }
            return this.json.<T>readValue(bounded(reply.getBody()),
                    this.json.getTypeFactory().constructType(answer.getType()));
        });
        if (read == null) {
            throw new Refused(204);
        }
        return read;
    }

    private static byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_ANSWER + 1);
        if (bytes.length > MAX_ANSWER) {
            throw new IOException("The answer is larger than " + MAX_ANSWER + " bytes");
        }
        return bytes;
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case Refused refused -> "answered " + refused.status;
            case JacksonException _ -> "answered something else";
            case RestClientException _ -> "does not answer";
            case null, default -> "does not answer";
        };
    }

    /** Another status than 200. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status) {
            super("Answered " + status);
            this.status = status;
        }

    }

}
