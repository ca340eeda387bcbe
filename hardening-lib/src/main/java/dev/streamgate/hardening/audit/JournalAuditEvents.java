/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Spring Boot's view of the journal: what the framework and the application publish as
 * {@code AuditApplicationEvent} is noted, and {@code /actuator/auditevents} reads from
 * it. That a token was verified is no event, since it happens with each request. What is
 * published without a resource was done to the address of the request in hand.
 */
class JournalAuditEvents implements AuditEventRepository {

    private static final int MAX_FOUND = 1_000;

    private static final Set<String> ROUTINE = Set.of("AUTHENTICATION_SUCCESS");

    /** A flood of refused requests must not fill the disk. */
    private static final int MAX_PER_SECOND = 100;

    private static final boolean WEB = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest",
            JournalAuditEvents.class.getClassLoader())
            && ClassUtils.isPresent("org.springframework.web.context.request.ServletRequestAttributes",
                    JournalAuditEvents.class.getClassLoader());

    private final AuditJournal journal;

    private final AtomicLong second = new AtomicLong();

    private final AtomicInteger inSecond = new AtomicInteger();

    private final AtomicLong suppressed = new AtomicLong();

    JournalAuditEvents(AuditJournal journal) {
        this.journal = journal;
    }

    @Override
    public void add(AuditEvent event) {
        if (ROUTINE.contains(event.getType()) || isTooMuch(event.getTimestamp().getEpochSecond())) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>(event.getData());
        Object resource = details.remove("resource");
        Object result = details.remove("result");
        long before = this.suppressed.getAndSet(0);
        if (before > 0) {
            details.put("suppressedBefore", before);
        }
        this.journal.recordBestEffort(AuditRecord.of(event.getTimestamp(), event.getType(), actor(event),
                (resource != null) ? resource.toString() : WEB ? RequestInHand.address() : "",
                (result != null) ? result.toString() : result(event), details));
    }

    @Override
    public List<AuditEvent> find(@Nullable String principal, @Nullable Instant after, @Nullable String type) {
        return this.journal.find(new AuditQuery(principal, null, type, after, null, MAX_FOUND))
            .stream()
            .map(JournalAuditEvents::event)
            .toList();
    }

    /** Of a token that does not hold, Spring Security gives the token as the name. */
    private static String actor(AuditEvent event) {
        boolean token = String.valueOf(event.getData().get("type")).endsWith(".InvalidBearerTokenException");
        String name = event.getPrincipal();
        return (token || name == null || name.isEmpty()) ? CurrentActor.NOBODY : name;
    }

    private boolean isTooMuch(long now) {
        if (this.second.getAndSet(now) != now) {
            this.inSecond.set(0);
        }
        boolean tooMuch = this.inSecond.incrementAndGet() > MAX_PER_SECOND;
        if (tooMuch) {
            this.suppressed.incrementAndGet();
        }
        return tooMuch;
    }

    private static AuditEvent event(AuditRecord found) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(found.details());
        data.put("resource", found.resource());
        data.put("result", found.result());
        return new AuditEvent(found.timestamp(), found.actor(), found.type(), data);
    }

    private static String result(AuditEvent event) {
        return event.getType().endsWith("_FAILURE") ? AuditRecord.DENIED : AuditRecord.SUCCESS;
    }

    /** Where there are requests. */
    private static final class RequestInHand {

        private static String address() {
            return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                    ? request.getRequest().getRequestURI() : "";
        }

    }

}
