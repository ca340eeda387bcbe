package dev.streamgate.worker.video;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.streamgate.worker.queue.Stretch;

/**
 * Cuts a few segments of one rendition out of a task, so that they can be made first. The
 * parts cover exactly what the task covered, and none covers what another does.
 * Immutable.
 *
 * @param before what stays of the task ahead of the cut, published segments included;
 * {@code null} when nothing stays
 * @param wanted the segments that were asked for
 * @param beside the same segments of the task's other renditions; {@code null} when it
 * has no other
 * @param after the rest of the task; {@code null} when the cut reaches its end
 */
record Carving(@Nullable Stretch before, Stretch wanted, @Nullable Stretch beside, @Nullable Stretch after) {

    /**
     * Cuts.
     * @param task what is cut
     * @param rendition one of its renditions
     * @param from first segment wanted, not yet published
     * @param count how many are wanted; fewer where the task ends before
     */
    static Carving of(Stretch task, String rendition, int from, int count) {
        Assert.isTrue(task.holds(rendition, from) && from >= task.next(), "Nothing to cut out here");
        int to = (int) Math.min((long) from + count, task.end());
        List<String> others = task.renditions().stream().filter((name) -> !name.equals(rendition)).toList();
        return new Carving((from > task.first()) ? task.until(from) : null,
                Stretch.unpublished(List.of(rendition), from, to),
                others.isEmpty() ? null : Stretch.unpublished(others, from, to),
                (to < task.end()) ? Stretch.unpublished(task.renditions(), to, task.end()) : null);
    }

    /** Whether the task consists of nothing but what is wanted. */
    boolean whole() {
        return this.before == null && this.beside == null && this.after == null;
    }

}
