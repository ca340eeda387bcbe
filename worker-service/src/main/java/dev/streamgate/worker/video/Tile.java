package dev.streamgate.worker.video;

import org.jspecify.annotations.Nullable;

import dev.streamgate.worker.queue.Stretch;
import dev.streamgate.worker.queue.Urgency;

/**
 * A media task that is to be made.
 *
 * @param type one of the types of {@code MediaTask}
 * @param ordinal its place in the queue, low first
 * @param urgency whether somebody waits for it
 * @param stretch its segments; {@code null} for images
 */
record Tile(String type, int ordinal, Urgency urgency, @Nullable Stretch stretch) {

}
