package dev.streamgate.worker.queue;

/** How soon a job is wanted; a more urgent one goes before any priority. */
public enum Urgency {

    /** In its turn. */
    BACKGROUND,

    /** Before the others: a viewer who waits for something near it will want it next. */
    SOON,

    /** First of all, and by runners that keep a slot free: somebody is waiting. */
    NOW;

    private static final Urgency[] BY_RANK = { BACKGROUND, SOON, NOW };

    /** How it stands in the table: the higher the sooner. */
    int rank() {
        return switch (this) {
            case BACKGROUND -> 0;
            case SOON -> 1;
            case NOW -> 2;
        };
    }

    static Urgency ofRank(int rank) {
        return BY_RANK[rank];
    }

}
