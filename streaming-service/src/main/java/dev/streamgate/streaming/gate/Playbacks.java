package dev.streamgate.streaming.gate;

import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;

/**
 * What metadata-service says of contents, kept for a moment: a player asks for several
 * files a second. A change of rule or visibility counts after that moment at the latest.
 * When metadata-service is down nothing is let in beyond it. Safe for threads; one of
 * them asks for each content.
 */
@Component
class Playbacks {

    private static final int MOST = 10_000;

    private final PipelineApi metadata;

    private final Cache<String, Optional<PlaybackView>> known;

    Playbacks(PipelineApi metadata, GateProperties properties) {
        this.metadata = metadata;
        this.known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(properties.verdictTtl())
            .executor(Runnable::run)
            .build();
    }

    Optional<PlaybackView> find(String contentId) {
        return this.known.get(contentId, this::ask);
    }

    private Optional<PlaybackView> ask(String contentId) {
        try {
            return Optional.of(this.metadata.playback(contentId));
        }
        catch (HttpClientErrorException.NotFound ex) {
            return Optional.empty();
        }
    }

}
