package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.Demand;
import dev.streamgate.contracts.worker.DemandResult;
import dev.streamgate.contracts.worker.DemandResult.State;
import dev.streamgate.worker.queue.Wakeups;

/** Segments that viewers wait for: raised once, awaited by any number. */
@Component
class Demands {

    /** What thumbnail and storyboard are demanded as. */
    static final String IMAGES = "images";

    private final DemandedTasks tasks;

    private final Wakeups wakeups;

    Demands(DemandedTasks tasks, Wakeups wakeups) {
        this.tasks = tasks;
        this.wakeups = wakeups;
    }

    DemandResult answer(Demand demand) {
        State now = this.tasks.look(demand.packageKey(), demand.rendition(), demand.segment());
        if (now != State.PENDING) {
            return new DemandResult(now);
        }
        this.tasks.raise(demand.packageKey(), demand.rendition(), demand.segment());
        return new DemandResult(this.wakeups
            .await(Wakeups.segments(demand.packageKey()), Duration.ofMillis(demand.waitMillis()), () -> ended(demand))
            .orElse(State.PENDING));
    }

    private Optional<State> ended(Demand demand) {
        State state = this.tasks.look(demand.packageKey(), demand.rendition(), demand.segment());
        return (state != State.PENDING) ? Optional.of(state) : Optional.empty();
    }

}
