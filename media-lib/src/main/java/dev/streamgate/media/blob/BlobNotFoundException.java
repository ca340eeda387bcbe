package dev.streamgate.media.blob;

import java.io.IOException;

/** There is no object with this key. */
public final class BlobNotFoundException extends IOException {

    public BlobNotFoundException(String key) {
        super("No such object: " + key);
    }

}
