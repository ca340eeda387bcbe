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
 * The operating system user of PostgreSQL, which refuses to run as root. An ordinary user
 * runs it directly. Root runs it in a user namespace without privileges or, where
 * containers forbid namespaces, as another user, who then owns the data.
 *
 * @param prefix a command that executes the command after it
 * @param uid owner of the data; negative to leave the owner unchanged
 * @param gid group of the data; negative to leave the group unchanged
 */
record PostgresUser(List<String> prefix, int uid, int gid) {

    private static final PostgresUser CURRENT_USER = new PostgresUser(List.of(), -1, -1);

    private static final PostgresUser NAMESPACE = new PostgresUser(List.of("unshare", "--user", "--"), -1, -1);

    static PostgresUser choose() {
        if (new UnixSystem().getUid() != 0) {
            return CURRENT_USER;
        }
        return NAMESPACE.works() ? NAMESPACE : unprivileged();
    }

    /** The user {@code postgres} if it exists, else {@code nobody}. */
    static PostgresUser unprivileged() {
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
                + " can start it as another user here. Run ./streamgate as another user.");
    }

    /** Puts the prefix before a command. */
    List<String> command(String... command) {
        List<String> line = new ArrayList<>(this.prefix);
        line.addAll(List.of(command));
        return line;
    }

    /**
     * Makes this user the owner of the database's directory.
     * @throws LaunchFailure if the user cannot read it
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
            // Others may traverse the data directory but not list it.
            folder.resolve("..").toFile().setExecutable(true, false);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not change the owner of " + folder + " to user " + this.uid, ex);
        }
        if (!run(command("test", "-r", folder.toString()))) {
            throw new LaunchFailure("PostgreSQL does not run as root, and user " + this.uid + " cannot read " + folder
                    + ". Set STREAMGATE_HOME to a directory that other users may traverse, for instance"
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
