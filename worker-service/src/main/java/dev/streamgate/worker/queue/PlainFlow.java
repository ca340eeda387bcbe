package dev.streamgate.worker.queue;

import java.time.Clock;

import org.springframework.stereotype.Component;

/** The flow of a job that one runner does as a whole. */
@Component
class PlainFlow implements JobFlow {

    private final JobStore jobs;

    private final Wakeups wakeups;

    private final Clock clock;

    PlainFlow(JobStore jobs, Wakeups wakeups, Clock clock) {
        this.jobs = jobs;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    @Override
    public boolean owns(Job job) {
        return false;
    }

    @Override
    public void submitted(Job job) {
        this.wakeups.publish(Wakeups.TASKS);
    }

    @Override
    public void retry(Job job) {
        this.jobs.requeue(job.id(), job.error(), 0, this.clock.instant());
        this.wakeups.publish(Wakeups.TASKS);
    }

}
