package io.kindling.checkpoint.pickle;

/** A storage whose elements' type only its tensor says. */
record UntypedStorage(String key, String location, long bytes) {}
