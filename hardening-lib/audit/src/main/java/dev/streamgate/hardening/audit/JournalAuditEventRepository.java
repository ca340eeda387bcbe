/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Enumeration;
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
 * Spring Boot's view of the journal: records each published
 * {@code AuditApplicationEvent}, at best effort, and serves
 * {@code /actuator/auditevents}. Ignores successful authentications, which happen with
 * every request. The resource defaults to the path of the current request. Thread-safe.
 */
class JournalAuditEventRepository implements AuditEventRepository {

    private static final int MAX_RESULTS = 1_000;

    private static final Set<String> IGNORED_TYPES = Set.of("AUTHENTICATION_SUCCESS");

    /** Bounds the disk space that a flood of rejected requests can use. */
    private static final int MAX_PER_SECOND = 100;

    private static final boolean WEB = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest",
            JournalAuditEventRepository.class.getClassLoader())
            && ClassUtils.isPresent("org.springframework.web.context.request.ServletRequestAttributes",
                    JournalAuditEventRepository.class.getClassLoader());

    private final AuditJournal journal;

    private final AtomicLong second = new AtomicLong();

    private final AtomicInteger countInSecond = new AtomicInteger();

    private final AtomicLong suppressed = new AtomicLong();

    JournalAuditEventRepository(AuditJournal journal) {
        this.journal = journal;
    }

    @Override
    public void add(AuditEvent event) {
        if (IGNORED_TYPES.contains(event.getType()) || exceedsRate(event.getTimestamp().getEpochSecond())) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>(event.getData());
        Object resource = details.remove("resource");
        Object result = details.remove("result");
        long suppressedBefore = this.suppressed.getAndSet(0);
        if (suppressedBefore > 0) {
            details.put("suppressedBefore", suppressedBefore);
        }
        this.journal.recordBestEffort(AuditRecord.of(event.getTimestamp(), event.getType(), actor(event),
                (resource != null) ? resource.toString() : WEB ? CurrentRequest.path() : "",
                (result != null) ? result.toString() : result(event), details));
    }

    @Override
    public List<AuditEvent> find(@Nullable String principal, @Nullable Instant after, @Nullable String type) {
        return this.journal.find(new AuditQuery(principal, null, type, after, null, MAX_RESULTS))
            .stream()
            .map(JournalAuditEventRepository::toEvent)
            .toList();
    }

    /** Spring Security reports a rejected token or API key as the principal's name. */
    private static String actor(AuditEvent event) {
        String name = event.getPrincipal();
        if (name == null || name.isEmpty()) {
            return AuditRecord.ANONYMOUS;
        }
        boolean rejected = event.getType().equals("AUTHENTICATION_FAILURE")
                && (String.valueOf(event.getData().get("type")).endsWith("BearerTokenException")
                        || (WEB && CurrentRequest.sends(name)));
        return rejected ? AuditRecord.ANONYMOUS : name;
    }

    private boolean exceedsRate(long now) {
        if (this.second.getAndSet(now) != now) {
            this.countInSecond.set(0);
        }
        boolean exceeded = this.countInSecond.incrementAndGet() > MAX_PER_SECOND;
        if (exceeded) {
            this.suppressed.incrementAndGet();
        }
        return exceeded;
    }

    private static AuditEvent toEvent(AuditRecord event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.details());
        data.put("resource", event.resource());
        data.put("result", event.result());
        return new AuditEvent(event.timestamp(), event.actor(), event.type(), data);
    }

    private static String result(AuditEvent event) {
        return event.getType().endsWith("_FAILURE") ? AuditRecord.DENIED : AuditRecord.SUCCESS;
    }

    /** Loaded only if the servlet API is on the class path. */
    private static final class CurrentRequest {

        /** Whether the text is the value of a header, or what follows its scheme. */
        private static boolean sends(String credential) {
            if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)) {
                return false;
            }
            Enumeration<String> names = request.getRequest().getHeaderNames();
            while (names.hasMoreElements()) {
                Enumeration<String> values = request.getRequest().getHeaders(names.nextElement());
                while (values.hasMoreElements()) {
                    String value = values.nextElement();
                    if (value.equals(credential) || value.endsWith(" " + credential)) {
                        return true;
                    }
                }
            }
            return credential.equals(request.getRequest().getParameter("access_token"));
        }

        private static String path() {
            return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                    ? request.getRequest().getRequestURI() : "";
        }

    }

}
