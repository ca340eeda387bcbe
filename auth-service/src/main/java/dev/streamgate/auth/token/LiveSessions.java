package dev.streamgate.auth.token;

/** Knows which sessions have not ended. */
@FunctionalInterface
public interface LiveSessions {

    /** Whether the session is there and has neither been ended nor expired. */
    boolean isLive(String sessionId);

}
