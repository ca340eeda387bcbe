package dev.streamgate.upload.verify;

/** A file that cannot be used; the message is a sentence for its owner. */
final class Rejection extends Exception {

    Rejection(String sentence) {
        super(sentence);
    }

}
