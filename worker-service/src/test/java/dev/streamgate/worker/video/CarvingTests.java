package dev.streamgate.worker.video;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.worker.queue.Stretch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CarvingTests {

    private final Stretch task = new Stretch(List.of("720p", "480p"), 4, 6, 20);

    @Test
    void aSegmentInTheMiddleLeavesThreeOtherParts() {
        Carving parts = Carving.of(this.task, "480p", 10, 1);
        assertThat(parts.before()).isEqualTo(new Stretch(List.of("720p", "480p"), 4, 6, 10));
        assertThat(parts.wanted()).isEqualTo(Stretch.unpublished(List.of("480p"), 10, 11));
        assertThat(parts.beside()).isEqualTo(Stretch.unpublished(List.of("720p"), 10, 11));
        assertThat(parts.after()).isEqualTo(Stretch.unpublished(List.of("720p", "480p"), 11, 20));
        assertThat(parts.whole()).isFalse();
    }

    @Test
    void whatIsPublishedStaysWithTheTask() {
        Carving parts = Carving.of(this.task, "480p", 6, 1);
        assertThat(parts.before()).isEqualTo(new Stretch(List.of("720p", "480p"), 4, 6, 6));
        assertThat(parts.before().done()).isTrue();
    }

    @Test
    void aCutThatReachesTheEndLeavesNothingAfterIt() {
        Carving parts = Carving.of(Stretch.unpublished(List.of("source"), 0, 3), "source", 1, 100);
        assertThat(parts.after()).isNull();
        assertThat(parts.beside()).isNull();
        assertThat(parts.wanted().end()).isEqualTo(3);
        assertThat(Carving.of(parts.wanted(), "source", 1, 2).whole()).isTrue();
    }

    @Test
    void whatIsPublishedOrElsewhereCannotBeCutOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> Carving.of(this.task, "480p", 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Carving.of(this.task, "480p", 20, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Carving.of(this.task, "source", 10, 1));
    }

}
