/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.ReplacedPackageApi;
import dev.streamgate.contracts.worker.ScheduleApi;
import dev.streamgate.contracts.worker.TranscodeApi;

/** HTTP clients of the worker's APIs. */
public record Clients(int port) {

    public LeaseApi leases(String token) {
        return client(LeaseApi.class, token);
    }

    public JobApi jobs(String token) {
        return client(JobApi.class, token);
    }

    public OnDemandApi onDemand(String token) {
        return client(OnDemandApi.class, token);
    }

    public ReplacedPackageApi replacedPackages(String token) {
        return client(ReplacedPackageApi.class, token);
    }

    public ScheduleApi schedules(String token) {
        return client(ScheduleApi.class, token);
    }

    public TranscodeApi transcodes(String token) {
        return client(TranscodeApi.class, token);
    }

    private <T> T client(Class<T> type, String token) {
        RestClient http = RestClient.builder()
            .baseUrl("http://127.0.0.1:" + this.port)
            .defaultHeaders((headers) -> headers.setBearerAuth(token))
            .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(http)).build().createClient(type);
    }

}
