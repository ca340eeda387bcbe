package dev.streamgate.launcher.home;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HomeTests {

    @TempDir
    private Path folder;

    @Test
    void oneLauncherAtATimeWorksOnAHome() {
        Home home = Home.open(this.folder);
        try (Home.Lock _ = home.lock()) {
            assertThatExceptionOfType(LaunchFailure.class).isThrownBy(home::lock)
                .withMessageContaining("Another ./streamgate");
        }
        home.lock().close();
    }

    @Test
    void aGreetingIsForTheFirstTimeOnly() {
        assertThat(Home.open(this.folder).greetFirstTime()).isTrue();
        assertThat(Home.open(this.folder).greetFirstTime()).isFalse();
    }

}
