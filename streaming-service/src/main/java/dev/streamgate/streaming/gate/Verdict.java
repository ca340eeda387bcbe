package dev.streamgate.streaming.gate;

/** What a rule says of a viewer. */
sealed interface Verdict {

    /** The rule lets them in. */
    record Holds() implements Verdict {
    }

    /**
     * The rule keeps them out.
     *
     * @param clause the clause that failed, in words for the viewer
     */
    record Fails(String clause) implements Verdict {
    }

    /**
     * Nobody can tell, and that keeps them out, too; also within {@code not}.
     *
     * @param clause the clause that could not be decided, in words for the viewer
     */
    record Undecided(String clause) implements Verdict {
    }

}
