package dev.streamgate.metadata.purge;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When media that nothing refers to any more are deleted.
 *
 * @param delay How long they are kept: players finish what they have begun, and an
 * identical upload that is being planned comes to refer to them again.
 * @param interval How often it is looked for media that are due.
 */
@ConfigurationProperties("streamgate.metadata.purge")
public record PurgeProperties(@DefaultValue("10m") Duration delay, @DefaultValue("30s") Duration interval) {
}
