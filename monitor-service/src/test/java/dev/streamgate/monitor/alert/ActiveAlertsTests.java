/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

import static dev.streamgate.monitor.alert.Told.alert;
import static dev.streamgate.monitor.alert.Told.at;
import static dev.streamgate.monitor.alert.Told.claim;
import static org.assertj.core.api.Assertions.assertThat;

class ActiveAlertsTests {

    private final List<Incident> changes = new ArrayList<>();

    private final ActiveAlerts book = new ActiveAlerts(Duration.ofMinutes(2), this.changes::add);

    private final AlertReport down = claim("ServiceDown", "upload", AlertLevel.CRITICAL, 0);

    @Test
    void whatTwoSourcesSayIsOneAlertThatEndsWithTheLastOfThem() {
        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        this.book.claim(AlertSource.ALERTMANAGER, claim("ServiceDown", "upload", AlertLevel.CRITICAL, 5), at(8));
        assertThat(this.book.all()).singleElement().satisfies((episode) -> {
            assertThat(episode.isFiring()).isTrue();
            assertThat(episode.toView().sources()).containsExactly("monitor", "alertmanager");
            assertThat(episode.claim().firedAt()).isEqualTo(at(0));
        });
        tellOfIt();
        this.book.silence(AlertSource.MONITOR, this.down.fingerprint(), at(30));
        assertThat(only().isFiring()).isTrue();
        this.book.silence(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(40));
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().resolvedAt()).isEqualTo(at(40));
        assertThat(only().resolvedBy()).isEqualTo("condition");
        this.book.told(List.of(only().id()), true, 1, at(41));
        assertThat(this.book.all()).isEmpty();
    }

    @Test
    void repeatingItChangesNothing() {
        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        this.book.claim(AlertSource.MONITOR, this.down, at(1));
        this.book.claim(AlertSource.MONITOR, this.down, at(2));
        assertThat(this.changes).hasSize(1);
    }

    @Test
    void oneThatComesBackBeforeItsEndWasToldGoesOn() {
        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        String id = only().id();
        tellOfIt();
        this.book.silence(AlertSource.MONITOR, this.down.fingerprint(), at(10));
        this.book.claim(AlertSource.MONITOR, this.down, at(11));
        assertThat(only()).satisfies((episode) -> {
            assertThat(episode.id()).isEqualTo(id);
            assertThat(episode.isFiring()).isTrue();
            assertThat(episode.told()).isTrue();
        });
    }

    @Test
    void aLateWordOfAnAlertThatIsOverDoesNotBringItBackUnlessItStays() {
        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        tellOfIt();
        this.book.silence(AlertSource.MONITOR, this.down.fingerprint(), at(20));
        this.book.told(List.of(only().id()), true, 1, at(21));
        AlertReport late = claim("ServiceDown", "upload", AlertLevel.CRITICAL, 5);

        this.book.claim(AlertSource.ALERTMANAGER, late, at(25));
        assertThat(only().state()).isEqualTo(AlertState.PENDING);
        this.book.silence(AlertSource.ALERTMANAGER, late.fingerprint(), at(30));
        assertThat(this.book.all()).isEmpty();

        this.book.claim(AlertSource.ALERTMANAGER, late, at(40));
        this.book.expire(Duration.ofMinutes(15), at(161));
        assertThat(only().isFiring()).isTrue();
    }

    @Test
    void anotherEpisodeAfterTheEndIsAnotherAlert() {
        this.book.claim(AlertSource.ALERTMANAGER, this.down, at(0));
        String first = only().id();
        tellOfIt();
        this.book.silence(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(20));
        this.book.told(List.of(first), true, 1, at(21));
        this.book.claim(AlertSource.ALERTMANAGER, claim("ServiceDown", "upload", AlertLevel.CRITICAL, 30), at(31));
        assertThat(only().isFiring()).isTrue();
        assertThat(only().id()).isNotEqualTo(first);
    }

    @Test
    void resolvedByHandItStaysSoUntilNobodySaysThatItFires() {
        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        tellOfIt();
        this.book.resolve(only().id(), "olga", at(10));
        this.book.told(List.of(only().id()), true, 1, at(11));
        this.book.claim(AlertSource.MONITOR, this.down, at(12));
        this.book.claim(AlertSource.ALERTMANAGER, this.down, at(13));
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().resolvedBy()).isEqualTo("olga");
        this.book.silence(AlertSource.MONITOR, this.down.fingerprint(), at(20));
        this.book.silence(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(21));
        assertThat(this.book.all()).isEmpty();
        this.book.claim(AlertSource.MONITOR, claim("ServiceDown", "upload", AlertLevel.CRITICAL, 30), at(30));
        assertThat(only().isFiring()).isTrue();
    }

    @Test
    void alertmanagersWordEndsWhenItIsNotRepeated() {
        this.book.claim(AlertSource.ALERTMANAGER, this.down, at(0));
        this.book.claim(AlertSource.ALERTMANAGER, this.down, at(600));
        this.book.expire(Duration.ofMinutes(15), at(1400));
        assertThat(only().isFiring()).isTrue();
        this.book.expire(Duration.ofMinutes(15), at(1501));
        assertThat(this.book.all()).isEmpty();
        assertThat(this.changes.getLast().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void whatTheOwnEvaluationNoLongerMentionsIsOverOnceThatIsSure() {
        var firing = alert("HighErrorRate", "auth", AlertLevel.CRITICAL, AlertState.FIRING, 0);
        this.book.reconcile(List.of(firing), (episode) -> true, at(1));
        this.book.reconcile(List.of(), (episode) -> false, at(2));
        assertThat(only().isFiring()).isTrue();
        var again = alert("HighErrorRate", "auth", AlertLevel.CRITICAL, AlertState.PENDING, 3);
        this.book.reconcile(List.of(again), (episode) -> true, at(3));
        assertThat(only().isFiring()).isTrue();
        this.book.reconcile(List.of(), (episode) -> true, at(4));
        assertThat(this.changes.getLast().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void whatAnEarlierProcessLeftIsMergedWithWhatIsKnownAlready() {
        ActiveAlerts before = new ActiveAlerts(Duration.ofMinutes(2), (episode) -> {
        });
        before.claim(AlertSource.ALERTMANAGER, this.down, at(-100));
        before.told(List.of(before.all().getFirst().id()), false, 1, at(-90));
        Incident left = before.all().getFirst();

        this.book.claim(AlertSource.MONITOR, this.down, at(0));
        this.book.restore(List.of(left));
        assertThat(only().id()).isEqualTo(left.id());
        assertThat(only().told()).isTrue();
        assertThat(only().claims()).containsOnlyKeys(AlertSource.MONITOR, AlertSource.ALERTMANAGER);
    }

    @Test
    void theNumberOfOpenAlertsIsBounded() {
        for (int number = 0; number < 6_000; number++) {
            this.book.claim(AlertSource.MONITOR, claim("Rule" + number, "auth", AlertLevel.INFO, 0), at(0));
        }
        assertThat(this.book.all()).hasSize(5_000);
    }

    private Incident only() {
        assertThat(this.book.all()).hasSize(1);
        return this.book.all().getFirst();
    }

    private void tellOfIt() {
        this.book.told(List.of(only().id()), false, 1, at(9));
    }

}
