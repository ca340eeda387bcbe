package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes refusals as events of Spring Boot's audit. */
class AuditedRefusals implements RateLimitGate.Refusals {

    private final ApplicationEventPublisher events;

    AuditedRefusals(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void happened(String plan, Client client, long refusals) {
        this.events.publishEvent(new AuditApplicationEvent(client.name().isEmpty() ? "unknown" : client.name(),
                "ratelimit.refuse", Map.of("resource", plan, "result", "denied", "refusals", refusals)));
    }

}
