package dev.streamgate.auth.key;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after the signing keys from time to time. */
@Component
class KeyMaintenance {

    private static final String CHECK_EVERY = "${streamgate.auth.keys.check-every:1m}";

    private final SigningKeys keys;

    KeyMaintenance(SigningKeys keys) {
        this.keys = keys;
    }

    @Scheduled(fixedDelayString = CHECK_EVERY, initialDelayString = CHECK_EVERY)
    void check() {
        this.keys.maintain();
    }

}
