/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.sun.security.auth.module.UnixSystem;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * As whom PostgreSQL runs: it refuses root. A plain user runs it as themselves. Root runs
 * it in a user namespace without privileges, and where containers forbid those, as
 * another user who then owns the data.
 *
 * @param prefix what stands before each command; programs that become the command
 * @param uid owner of the data; negative for whoever made it
 * @param gid group of the data
 */
record PostgresUser(List<String> prefix, int uid, int gid) {

    private static final PostgresUser MYSELF = new PostgresUser(List.of(), -1, -1);

    private static final PostgresUser NAMESPACE = new PostgresUser(List.of("unshare", "--user", "--"), -1, -1);

    static PostgresUser choose() {
        if (new UnixSystem().getUid() != 0) {
            return MYSELF;
        }
        return NAMESPACE.works() ? NAMESPACE : other();
    }

    /** The user {@code postgres} where there is one, else {@code nobody}. */
    static PostgresUser other() {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            List<String[]> users = lines.map((line) -> line.split(":", -1))
                .filter((fields) -> fields.length > 3)
                .filter((fields) -> fields[0].equals("postgres") || fields[0].equals("nobody"))
                .sorted((left, right) -> right[0].compareTo(left[0]))
                .toList();
            for (String[] user : users) {
                PostgresUser candidate = new PostgresUser(
                        List.of("setpriv", "--reuid=" + user[2], "--regid=" + user[3], "--clear-groups", "--"),
                        Integer.parseInt(user[2]), Integer.parseInt(user[3]));
                if (candidate.works()) {
                    return candidate;
                }
            }
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read /etc/passwd", ex);
        }
        throw new LaunchFailure("PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux)"
                + " works here. Run ./streamgate as another user.");
    }

    /** Puts the prefix before a command. */
    List<String> command(String... command) {
        List<String> line = new ArrayList<>(this.prefix);
        line.addAll(List.of(command));
        return line;
    }

    /**
     * Gives the database's folder to this user, and checks that the way there is open.
     */
    void own(Path folder) {
        if (this.uid < 0) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", this.uid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", this.gid, LinkOption.NOFOLLOW_LINKS);
            }
            // The home may be passed through but still not listed.
            folder.resolve("..").toFile().setExecutable(true, false);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not give " + folder + " to the user that PostgreSQL runs as", ex);
        }
        if (!run(command("test", "-r", folder.toString()))) {
            throw new LaunchFailure("PostgreSQL does not run as root, and user " + this.uid + " cannot reach " + folder
                    + ". Set STREAMGATE_HOME to a folder that other users may pass through, for instance"
                    + " /var/lib/streamgate.");
        }
    }

    private boolean works() {
        return run(command("true"));
    }

    private static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor() == 0;
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
