package dev.streamgate.streaming.segment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.Demand;
import dev.streamgate.contracts.worker.DemandApi;
import dev.streamgate.contracts.worker.DemandResult;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.streaming.presentation.MediaStore;
import dev.streamgate.streaming.segment.SegmentMeters.Wait;

/**
 * Finds media files, and has those made that are not there yet: the request waits,
 * bounded in time and number, while the worker puts the segment first. However many
 * viewers wait for one file, one of them asks. Safe for threads.
 */
@Component
class DemandedBlobs {

    private static final Logger log = LoggerFactory.getLogger(DemandedBlobs.class);

    private final MediaStore store;

    private final DemandApi worker;

    private final Duration maxWait;

    private final Semaphore places;

    private final SegmentMeters meters;

    private final Map<String, CompletableFuture<DemandResult.State>> asked = new ConcurrentHashMap<>();

    DemandedBlobs(MediaStore store, DemandApi worker, DemandProperties properties, SegmentMeters meters) {
        this.store = store;
        this.worker = worker;
        this.maxWait = properties.maxWait();
        this.meters = meters;
        this.places = new Semaphore(properties.maxWaiting());
    }

    /**
     * A file of a presentation.
     * @param key where it lies
     * @param rendition what to ask for when it is not there
     * @param segment its number there
     * @throws ProblemException 404 when it will never be there, 503 when it is not there
     * in time or the store fails
     */
    Blob get(String key, String packageKey, String rendition, int segment) {
        Optional<Blob> present = this.store.stat(key);
        if (present.isPresent()) {
            return present.get();
        }
        long since = System.nanoTime();
        if (!this.places.tryAcquire()) {
            this.meters.waited(Wait.REFUSED, since);
            throw notYet();
        }
        try {
            DemandResult.State state = ask(key, packageKey, rendition, segment);
            Optional<Blob> made = this.store.stat(key);
            boolean gone = state == DemandResult.State.GONE;
            this.meters.waited(made.isPresent() ? Wait.MADE : gone ? Wait.GONE : Wait.PENDING, since);
            if (made.isPresent()) {
                return made.get();
            }
            throw gone ? new ProblemException(ProblemType.NOT_FOUND, "This part of the video could not be made.")
                    : notYet();
        }
        finally {
            this.places.release();
        }
    }

    private DemandResult.State ask(String key, String packageKey, String rendition, int segment) {
        CompletableFuture<DemandResult.State> mine = new CompletableFuture<>();
        CompletableFuture<DemandResult.State> first = this.asked.putIfAbsent(key, mine);
        if (first != null) {
            return join(first);
        }
        try {
            Demand demand = new Demand(packageKey, rendition, segment, Math.toIntExact(this.maxWait.toMillis()));
            mine.complete(this.worker.demand(demand).state());
        }
        catch (RestClientException ex) {
            log.warn("The worker cannot be asked for a segment: {}", ex.getMessage());
            mine.complete(DemandResult.State.PENDING);
        }
        catch (RuntimeException ex) {
            mine.completeExceptionally(ex);
        }
        finally {
            this.asked.remove(key, mine);
        }
        return join(mine);
    }

    private static DemandResult.State join(CompletableFuture<DemandResult.State> answer) {
        try {
            return answer.join();
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
        }
    }

    private static ProblemException notYet() {
        return new ProblemException(ProblemType.UNAVAILABLE, "This part of the video is still being made.")
            .retryAfter(Duration.ofSeconds(2));
    }

}
