package dev.streamgate.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server a JVM, on a free port of the loopback address; stopped with the
 * JVM. Safe for threads.
 */
public final class PostgresServer {

    /** The login that owns every test database. */
    public static final String USER = "postgres";

    private static final AtomicInteger databases = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;

    private PostgresServer() {
    }

    /**
     * Creates an empty database.
     * @return its JDBC address, for {@link #USER} without a password
     */
    public static synchronized String createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        EmbeddedPostgres postgres = server();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        catch (SQLException ex) {
            throw new IllegalStateException("Could not create the database " + name, ex);
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), name);
    }

    private static EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .start();
            }
            catch (IOException ex) {
                throw new UncheckedIOException("Could not start PostgreSQL", ex);
            }
            server = running;
        }
        return running;
    }

}
