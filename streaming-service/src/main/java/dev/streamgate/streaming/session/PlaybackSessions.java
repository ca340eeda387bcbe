/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.streaming.gate.Viewer;

/**
 * Makes and reads session tokens: {@code base64url(json).base64url(HMAC-SHA256)}. Nothing
 * is stored, so any instance with the same key reads the tokens of the others. Safe for
 * threads.
 */
@Component
public class PlaybackSessions {

    /** The query parameter that carries the token. */
    public static final String PARAMETER = "session";

    static final ProblemType INVALID = ProblemType.of("invalid-session", HttpStatus.UNAUTHORIZED,
            "The playback session does not hold");

    private static final String ALGORITHM = "HmacSHA256";

    private static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 12;

    private static final int LONGEST = 2048;

    private final SecureRandom random = new SecureRandom();

    private final SecretKeySpec key;

    private final SessionProperties properties;

    private final JsonMapper json;

    private final ViewerCount viewers;

    private final Clock clock;

    PlaybackSessions(SessionProperties properties, JsonMapper json, ViewerCount viewers, Clock clock) {
        byte[] secret = Base64.getDecoder().decode(properties.key());
        Assert.isTrue(secret.length >= KEY_BYTES, "streamgate.streaming.session.key has less than 32 bytes");
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.properties = properties;
        this.json = json;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** A new session of a viewer who has been let in. */
    Issued open(String contentId, Viewer viewer) {
        byte[] id = new byte[ID_BYTES];
        this.random.nextBytes(id);
        Instant expires = Instant.ofEpochSecond(this.clock.instant().plus(this.properties.lifetime()).getEpochSecond());
        PlaybackSession session = new PlaybackSession(HexFormat.of().formatHex(id), contentId, viewer.id(),
                viewer.roles(), viewer.wallet(), expires.getEpochSecond());
        byte[] body = this.json.writeValueAsBytes(session);
        return new Issued(session.id(), encode(body) + "." + encode(sign(body)), expires);
    }

    /**
     * Reads a token.
     * @return the viewer that it was made for
     * @throws ProblemException 401 when it is forged, has ended, or is for another
     * content
     */
    public Viewer viewer(String token, String contentId) {
        PlaybackSession session = read(token);
        if (session.expires() <= this.clock.instant().getEpochSecond()) {
            throw invalid("It has ended; open a new one.");
        }
        if (!session.contentId().equals(contentId)) {
            throw invalid("It is for another video.");
        }
        this.viewers.seen(session.id());
        return session.toViewer();
    }

    private PlaybackSession read(String token) {
        int dot = token.indexOf('.');
        if (token.length() > LONGEST || dot < 0) {
            throw invalid("Its token is not well formed.");
        }
        try {
            byte[] body = Base64.getUrlDecoder().decode(token.substring(0, dot));
            String signature = encode(sign(body));
            // The text is compared, not the bytes: base64 has several texts for some
            // bytes.
            if (!MessageDigest.isEqual(signature.getBytes(StandardCharsets.US_ASCII),
                    token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
                    || !encode(body).equals(token.substring(0, dot))) {
                throw invalid("Its token is not genuine.");
            }
            return this.json.readValue(body, PlaybackSession.class);
        }
        catch (IllegalArgumentException | JacksonException ex) {
            throw invalid("Its token is not well formed.");
        }
    }

    private byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(this.key);
            return mac.doFinal(body);
        }
        catch (NoSuchAlgorithmException | InvalidKeyException ex) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, ex);
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(INVALID, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A session that was made.
     *
     * @param id its id
     * @param token what carries it
     * @param expiresAt when it ends
     */
    record Issued(String id, String token, Instant expiresAt) {
    }

}
