/**
 * Descriptions of what to build: small immutable records that check themselves and have a text
 * form.
 *
 * <p>{@code spec.toString()} prints the text, {@code parse} reads it back to an equal record. The
 * same text is what the command line takes and what a saved model carries. A {@link
 * io.kindling.Backend} turns a description into a live object.
 */
@NullMarked
package io.kindling.spec;

import org.jspecify.annotations.NullMarked;
