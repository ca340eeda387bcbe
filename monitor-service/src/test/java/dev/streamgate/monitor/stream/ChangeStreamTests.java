/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ChangeStreamTests {

    private final ChangeStream stream = new ChangeStream(3);

    private final CurrentState state = state(() -> List.of("current"));

    @Test
    void aNewListenerReceivesTheCurrentStateThenChanges() {
        Recorder recorder = listen(null);
        this.stream.publish("health", "one");
        assertThat(recorder.received).containsExactly("current", "one");
    }

    @Test
    void aReconnectingListenerReceivesWhatItMissedOnce() {
        Recorder recorder = listen(null);
        publish(1, 2);
        Recorder reconnected = listen(recorder.last);
        assertThat(reconnected.received).isEmpty();
        publish(3, 4);
        assertThat(listen(recorder.ids.get(1)).received).containsExactly("2", "3", "4");
        assertThat(reconnected.received).containsExactly("3", "4");
    }

    @Test
    void aListenerWithAnUnknownPositionReceivesTheCurrentState() {
        Recorder recorder = listen(null);
        publish(1, 2, 3, 4, 5);
        assertThat(listen(recorder.ids.get(1)).received).containsExactly("current");
        assertThat(listen(recorder.ids.get(2)).received).containsExactly("3", "4", "5");
        assertThat(listen("0badcafe-5").received).containsExactly("current");
        assertThat(listen("no id at all").received).containsExactly("current");
    }

    @Test
    void theCurrentStateHasAPositionToReconnectAt() {
        publish(1, 2);
        Recorder recorder = listen(null);
        publish(3);
        assertThat(listen(recorder.ids.get(0)).received).containsExactly("3");
    }

    @Test
    void theStateIsReadWithoutALockSinceItsProviderPublishesUnderItsOwn() {
        Recorder recorder = new Recorder();
        this.stream.add(recorder, null, List.of(state(() -> {
            // A thread that holds the provider's lock publishes before the state can be
            // read.
            assertThat(CompletableFuture.runAsync(() -> publish(1))).succeedsWithin(Duration.ofSeconds(10));
            return List.of("current");
        })));
        publish(2);
        assertThat(recorder.received).containsExactly("current", "1", "2");
        assertThat(listen(recorder.ids.get(0)).received).containsExactly("1", "2");
    }

    @Test
    void aListenerWhoseStateCannotBeReadReceivesNothing() {
        Recorder recorder = new Recorder();
        assertThatIllegalStateException().isThrownBy(() -> this.stream.add(recorder, null, List.of(state(() -> {
            throw new IllegalStateException("expected");
        }))));
        publish(1);
        assertThat(recorder.received).isEmpty();
    }

    @Test
    void aRemovedListenerReceivesNothing() {
        Recorder recorder = listen(null);
        this.stream.remove(recorder);
        publish(1);
        assertThat(recorder.received).containsExactly("current");
    }

    private static CurrentState state(Supplier<List<String>> items) {
        return new CurrentState() {
            @Override
            public String event() {
                return "health";
            }

            @Override
            public List<String> items() {
                return items.get();
            }
        };
    }

    private void publish(int... numbers) {
        IntStream.of(numbers).forEach((number) -> this.stream.publish("health", Integer.toString(number)));
    }

    private Recorder listen(String lastSeen) {
        Recorder recorder = new Recorder();
        this.stream.add(recorder, lastSeen, List.of(this.state));
        return recorder;
    }

    private static final class Recorder implements ChangeStream.Listener {

        private final List<Object> received = new ArrayList<>();

        private final List<String> ids = new ArrayList<>();

        private String last = "";

        @Override
        public void initial(Change change) {
            offer(change);
        }

        @Override
        public void offer(Change change) {
            this.received.add(change.data());
            this.ids.add(change.id());
            this.last = change.id();
        }

    }

}
