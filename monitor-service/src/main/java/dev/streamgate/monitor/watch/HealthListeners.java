package dev.streamgate.monitor.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Clients that listen to changes (server-sent events). Their number is bounded; one that
 * reads too slowly loses its connection rather than hold up the others, and finds the
 * present state when it comes back. Safe for threads.
 */
class HealthListeners {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int BACKLOG = 64;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    private final Semaphore places;

    HealthListeners(int places) {
        this.places = new Semaphore(places);
    }

    /** Tells everybody. */
    void tell(InstanceHealth change) {
        this.listeners.forEach((listener) -> listener.offer(change));
    }

    /**
     * Lets a client listen, beginning with what is known now.
     * @throws ProblemException when there are too many
     */
    SseEmitter listen(Iterable<InstanceHealth> present) {
        if (!this.places.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many clients listen at the moment.")
                .retryAfter(HEARTBEAT);
        }
        Listener listener = new Listener();
        this.listeners.add(listener);
        present.forEach(listener::offer);
        Thread.ofVirtual().name("health-listener").start(listener);
        return listener.emitter;
    }

    private final class Listener implements Runnable {

        private final SseEmitter emitter = new SseEmitter(0L);

        private final BlockingQueue<InstanceHealth> backlog = new ArrayBlockingQueue<>(BACKLOG);

        private volatile boolean tooSlow;

        private void offer(InstanceHealth change) {
            if (!this.backlog.offer(change)) {
                this.tooSlow = true;
            }
        }

        @Override
        public void run() {
            try {
                while (!this.tooSlow) {
                    InstanceHealth change = this.backlog.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
                    this.emitter.send((change == null) ? SseEmitter.event().comment("still here")
                            : SseEmitter.event().name("health").data(change, MediaType.APPLICATION_JSON));
                }
                this.emitter.complete();
            }
            catch (IOException | IllegalStateException ex) {
                this.emitter.completeWithError(ex);
            }
            catch (InterruptedException ex) {
                this.emitter.complete();
                Thread.currentThread().interrupt();
            }
            finally {
                HealthListeners.this.listeners.remove(this);
                HealthListeners.this.places.release();
            }
        }

    }

}
