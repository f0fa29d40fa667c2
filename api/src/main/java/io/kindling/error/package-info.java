/**
 * What can go wrong, as one family of unchecked exceptions with one message format.
 *
 * <p>Every message reads {@code <operation>: <rule> (got <value>; expected <value>; <next step>)}
 * and is the same text on every backend. The subclasses differ in what a host may want to catch,
 * not in how they read.
 */
@NullMarked
package io.kindling.error;

import org.jspecify.annotations.NullMarked;
