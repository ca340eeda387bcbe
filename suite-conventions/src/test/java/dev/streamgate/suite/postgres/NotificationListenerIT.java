/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NotificationListenerIT {

    private final String address = PostgresServer.createDatabase();

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final NotificationListener listener = new NotificationListener(details(), "test_channel", subscriber());

    @AfterEach
    void stop() {
        this.listener.stop();
    }

    @Test
    void aNotificationIsReceived() throws Exception {
        this.listener.start();
        assertThat(next()).isEqualTo("connected");
        send("one");
        assertThat(next()).isEqualTo("received one");
    }

    @Test
    void afterALostConnectionTheListenerReconnects() throws Exception {
        this.listener.start();
        assertThat(next()).isEqualTo("connected");
        PostgresServer.close(this.address);
        assertThat(next()).isEqualTo("disconnected");
        PostgresServer.open(this.address);
        assertThat(next()).isEqualTo("connected");
        send("two");
        assertThat(next()).isEqualTo("received two");
    }

    @Test
    void aSubscriberThatFailsGetsAnotherConnection() throws Exception {
        this.listener.start();
        assertThat(next()).isEqualTo("connected");
        send("fail");
        assertThat(next()).isEqualTo("received fail");
        assertThat(next()).isEqualTo("disconnected");
        assertThat(next()).isEqualTo("connected");
    }

    @Test
    void stoppingEndsTheConnectionAtOnce() throws Exception {
        this.listener.start();
        assertThat(next()).isEqualTo("connected");
        this.listener.stop();
        assertThat(next()).isEqualTo("disconnected");
        assertThat(this.listener.isRunning()).isFalse();
    }

    @Test
    void aChannelThatIsNoIdentifierIsRejected() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new NotificationListener(details(), "a; DROP TABLE b", subscriber()));
    }

    private void send(String payload) throws Exception {
        try (Connection connection = DriverManager.getConnection(this.address, PostgresServer.USER, "");
                var statement = connection.prepareStatement("SELECT pg_notify('test_channel', ?)")) {
            statement.setString(1, payload);
            statement.execute();
        }
    }

    private String next() throws InterruptedException {
        return this.events.poll(20, TimeUnit.SECONDS);
    }

    private NotificationListener.Subscriber subscriber() {
        return new NotificationListener.Subscriber() {

            @Override
            public void connected() {
                NotificationListenerIT.this.events.add("connected");
            }

            @Override
            public void received(String payload) {
                NotificationListenerIT.this.events.add("received " + payload);
                if (payload.equals("fail")) {
                    throw new IllegalStateException("fails");
                }
            }

            @Override
            public void disconnected() {
                NotificationListenerIT.this.events.add("disconnected");
            }

        };
    }

    private JdbcConnectionDetails details() {
        return new JdbcConnectionDetails() {

            @Override
            public String getJdbcUrl() {
                return NotificationListenerIT.this.address;
            }

            @Override
            public String getUsername() {
                return PostgresServer.USER;
            }

            @Override
            public String getPassword() {
                return "";
            }

        };
    }

}
