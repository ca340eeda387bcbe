/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeStreamTests {

    private final ChangeStream stream = new ChangeStream(3);

    private final PresentState state = new PresentState() {
        @Override
        public String event() {
            return "health";
        }

        @Override
        public List<String> items() {
            return List.of("present");
        }
    };

    @Test
    void aNewListenerHearsThePresentStateThenChanges() {
        Ear ear = listen(null);
        this.stream.tell("health", "one");
        assertThat(ear.heard).containsExactly("present", "one");
    }

    @Test
    void whoComesBackHearsWhatItMissedAndNothingTwice() {
        Ear ear = listen(null);
        tell(1, 2);
        Ear again = listen(ear.last);
        assertThat(again.heard).isEmpty();
        tell(3, 4);
        assertThat(listen(ear.seen.get(1)).heard).containsExactly("2", "3", "4");
        assertThat(again.heard).containsExactly("3", "4");
    }

    @Test
    void whoWasAwayForTooLongOrComesFromAnotherProcessHearsThePresentState() {
        Ear ear = listen(null);
        tell(1, 2, 3, 4, 5);
        assertThat(listen(ear.seen.get(1)).heard).containsExactly("present");
        assertThat(listen(ear.seen.get(2)).heard).containsExactly("3", "4", "5");
        assertThat(listen("0badcafe-5").heard).containsExactly("present");
        assertThat(listen("no id at all").heard).containsExactly("present");
    }

    @Test
    void thePresentStateHasAPlaceToComeBackTo() {
        tell(1, 2);
        Ear ear = listen(null);
        tell(3);
        assertThat(listen(ear.seen.get(0)).heard).containsExactly("3");
    }

    @Test
    void whoHasGoneIsNotToldAnyMore() {
        Ear ear = listen(null);
        this.stream.remove(ear);
        tell(1);
        assertThat(ear.heard).containsExactly("present");
    }

    private void tell(int... numbers) {
        IntStream.of(numbers).forEach((number) -> this.stream.tell("health", Integer.toString(number)));
    }

    private Ear listen(String lastSeen) {
        Ear ear = new Ear();
        this.stream.add(ear, lastSeen, List.of(this.state));
        return ear;
    }

    private static final class Ear implements ChangeStream.Listener {

        private final List<Object> heard = new ArrayList<>();

        private final List<String> seen = new ArrayList<>();

        private String last = "";

        @Override
        public void first(Change change) {
            offer(change);
        }

        @Override
        public void offer(Change change) {
            this.heard.add(change.data());
            this.seen.add(change.id());
            this.last = change.id();
        }

    }

}
