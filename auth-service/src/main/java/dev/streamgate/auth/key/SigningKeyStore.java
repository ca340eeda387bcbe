/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;

import com.nimbusds.jose.jwk.ECKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps signing keys in the database, sealed. */
@Repository
class SigningKeyStore {

    /** Any number that nothing else in this database uses as an advisory lock. */
    private static final long LOCK = 0x5347_6b65_7973L;

    private final JdbcClient jdbc;

    private final KeyEncryption encryption;

    SigningKeyStore(JdbcClient jdbc, KeyEncryption encryption) {
        this.jdbc = jdbc;
        this.encryption = encryption;
    }

    /** Keeps other instances from changing keys until the transaction ends. */
    void lock() {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
    }

    KeyRing load() {
        return new KeyRing(
                this.jdbc.sql("SELECT kid, sealed, created_at, signs_from FROM signing_key").query(this::read).list());
    }

    void add(SigningKey key) {
        this.jdbc.sql("INSERT INTO signing_key (kid, sealed, created_at, signs_from) VALUES (?, ?, ?, ?)")
            .params(key.kid(),
                    this.encryption.seal(key.kid(), key.jwk().toJSONString().getBytes(StandardCharsets.UTF_8)),
                    Timestamp.from(key.createdAt()), Timestamp.from(key.signsFrom()))
            .update();
    }

    void delete(SigningKey key) {
        this.jdbc.sql("DELETE FROM signing_key WHERE kid = ?").param(key.kid()).update();
    }

    private SigningKey read(ResultSet row, int number) throws SQLException {
        String kid = row.getString("kid");
        try {
            ECKey jwk = ECKey
                .parse(new String(this.encryption.open(kid, row.getBytes("sealed")), StandardCharsets.UTF_8));
            return new SigningKey(jwk, row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("signs_from").toInstant());
        }
        catch (ParseException ex) {
            throw new IllegalStateException("The signing key " + kid + " cannot be read", ex);
        }
    }

}
