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

/** Rows of signing keys, encrypted. Safe for threads and processes. */
@Repository
class SigningKeyStore {

    /** Advisory lock that no other code uses. */
    private static final long LOCK = 0x5347_6b65_7973L;

    private final JdbcClient jdbc;

    private final KeyEncryption encryption;

    SigningKeyStore(JdbcClient jdbc, KeyEncryption encryption) {
        this.jdbc = jdbc;
        this.encryption = encryption;
    }

    /** Excludes changes by other instances until the transaction ends. */
    void lock() {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
    }

    KeyRing load() {
        return new KeyRing(this.jdbc.sql("SELECT kid, encrypted_jwk, created_at, signs_from FROM signing_key")
            .query(this::read)
            .list());
    }

    void add(SigningKey key) {
        this.jdbc.sql("INSERT INTO signing_key (kid, encrypted_jwk, created_at, signs_from) VALUES (?, ?, ?, ?)")
            .params(key.kid(),
                    this.encryption.encrypt(key.kid(), key.jwk().toJSONString().getBytes(StandardCharsets.UTF_8)),
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
                .parse(new String(this.encryption.decrypt(kid, row.getBytes("encrypted_jwk")), StandardCharsets.UTF_8));
            return new SigningKey(jwk, row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("signs_from").toInstant());
        }
        catch (ParseException ex) {
            throw new IllegalStateException("Signing key " + kid + " is not a valid JWK", ex);
        }
    }

}
