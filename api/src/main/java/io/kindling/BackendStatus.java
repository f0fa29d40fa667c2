package io.kindling;

/**
 * What a lookup found of one backend, usable or not.
 *
 * @param name the name to choose it by, or the provider's class where it does not tell
 * @param provider the provider's class, or where its listing went wrong
 * @param priority among usable backends the highest wins
 * @param usable whether it can work here
 * @param reason why not and what to do about it; empty if usable
 */
public record BackendStatus(
    String name, String provider, int priority, boolean usable, String reason) {}
