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

/**
 * Spring Boot's view of the journal: what the framework and the application publish as
 * {@code AuditApplicationEvent} is noted, and {@code /actuator/auditevents} reads from
 * it. That a token was verified is no event, since it happens with each request.
 */
class JournalAuditEvents implements AuditEventRepository {

    private static final int MAX_FOUND = 1_000;

    private static final Set<String> ROUTINE = Set.of("AUTHENTICATION_SUCCESS");

    /** A flood of refused requests must not fill the disk. */
    private static final int MAX_PER_SECOND = 100;

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
        String actor = (event.getPrincipal() == null || event.getPrincipal().isEmpty()) ? "anonymous"
                : event.getPrincipal();
        this.journal.note(AuditRecord.of(event.getTimestamp(), event.getType(), actor,
                (resource != null) ? resource.toString() : "", (result != null) ? result.toString() : result(event),
                details));
    }

    @Override
    public List<AuditEvent> find(@Nullable String principal, @Nullable Instant after, @Nullable String type) {
        return this.journal.find(new AuditQuery(principal, null, type, after, null, MAX_FOUND))
            .stream()
            .map(JournalAuditEvents::event)
            .toList();
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

}
