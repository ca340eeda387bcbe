/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A database whose commits fail as a {@link FaultPlan} says. Counted are commits, and
 * writing statements outside of transactions, which commit too: one that fails is rolled
 * back; one whose reply is lost is not. Safe for threads.
 */
public final class FaultyDataSource extends DelegatingDataSource {

    /** SQL state of a connection that failed. */
    private static final String CONNECTION_FAILURE = "08006";

    private volatile FaultPlan plan = FaultPlan.none();

    /**
     * Wraps a database. Nothing fails until {@link #use}.
     * @param target the database
     */
    public FaultyDataSource(DataSource target) {
        super(target);
    }

    /** Makes a plan apply from the next commit on; ends a simulated crash. */
    public void use(FaultPlan next) {
        this.plan = next;
    }

    @Override
    public Connection getConnection() throws SQLException {
        this.plan.checkAlive();
        Connection connection = super.getConnection();
        return proxy(Connection.class, connection, (method, arguments) -> call(connection, method, arguments));
    }

    private @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("commit")) {
            return commit("commit", connection::rollback, () -> {
                connection.commit();
                return null;
            });
        }
        Object result = invoke(connection, method, arguments);
        if (result instanceof PreparedStatement statement && arguments != null && arguments[0] instanceof String sql) {
            return proxy(PreparedStatement.class, statement,
                    (called, values) -> execute(connection, sql, statement, called, values));
        }
        return result;
    }

    private @Nullable Object execute(Connection connection, String sql, Statement statement, Method method,
            Object @Nullable [] arguments) throws Throwable {
        boolean writes = method.getName().startsWith("execute") && connection.getAutoCommit()
                && !sql.strip().toUpperCase(Locale.ROOT).startsWith("SELECT");
        if (!writes) {
            return invoke(statement, method, arguments);
        }
        return commit(sql.strip().lines().findFirst().orElse(""), () -> {
        }, () -> invoke(statement, method, arguments));
    }

    private @Nullable Object commit(String operation, Rollback rollback, Call call) throws Throwable {
        switch (this.plan.next(operation)) {
            case DONE -> {
                return call.run();
            }
            case DONE_BUT_REPORTED_AS_FAILED -> call.run();
            case FAILED, FULL -> rollback.run();
            case CRASHED -> {
                rollback.run();
                throw new SimulatedCrash(operation);
            }
        }
        throw new SQLException("An I/O error occurred while sending to the backend: " + operation, CONNECTION_FAILURE);
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        }
        catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, T target, Handler handler) {
        return type.cast(Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return invoke(target, method, arguments);
                    }
                    return handler.handle(method, arguments);
                }));
    }

    /** Handles a call of a proxy. */
    @FunctionalInterface
    private interface Handler {

        @Nullable Object handle(Method method, Object @Nullable [] arguments) throws Throwable;

    }

    /** Takes back a transaction. */
    @FunctionalInterface
    private interface Rollback {

        void run() throws SQLException;

    }

    /** A call of the real object. */
    @FunctionalInterface
    private interface Call {

        @Nullable Object run() throws Throwable;

    }

}
