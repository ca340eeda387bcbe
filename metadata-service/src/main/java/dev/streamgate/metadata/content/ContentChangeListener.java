/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.suite.postgres.NotificationListener;

/**
 * Evicts contents that other replicas change. A trigger sends the id of each changed
 * content to the channel.
 */
@Component("contentChangeListener")
public class ContentChangeListener implements NotificationListener.Subscriber {

    static final String CHANNEL = "streamgate_content";

    private final ObjectProvider<ContentCache> cache;

    private volatile boolean connected;

    ContentChangeListener(ObjectProvider<ContentCache> cache) {
        // A provider, since the cache's condition refers to this bean.
        this.cache = cache;
    }

    /** Whether changes of other replicas are received. */
    public boolean isConnected() {
        return this.connected;
    }

    @Override
    public void connected() {
        this.cache.getObject().evictAll();
        this.connected = true;
    }

    @Override
    public void received(String contentId) {
        // An eviction waits for a load of its content, other notifications must not.
        Thread.ofVirtual().name("evict-" + contentId).start(() -> this.cache.getObject().evict(contentId));
    }

    @Override
    public void disconnected() {
        this.connected = false;
    }

}
