package dev.streamgate.launcher.demo;

import java.nio.file.Path;
import java.util.Optional;

import dev.streamgate.launcher.home.Home;
import dev.streamgate.launcher.terminal.Terminal;

public final class Demo {

    public Demo(Home home, String gateway, Terminal terminal) {
    }

    public void run(Optional<Path> video) {
    }

}
