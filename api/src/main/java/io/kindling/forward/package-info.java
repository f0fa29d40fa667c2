/**
 * A model's forward in plain Java: from its description and its state, without a backend, in
 * evaluation only, and with the bits of {@code cpu}.
 *
 * <p>Each row is computed alone, whatever batch it comes in, and every sum runs over its terms in
 * the order in which {@code cpu} adds them. Layers that are asked for most have loops of their own
 * ({@code Affine}, {@code RowNorm} …); what a description writes in operations is run on {@code
 * Values}. Only these two say anew what {@code cpu} says; functions of numbers are one and the same
 * ({@code io.kindling.functions}).
 */
@NullMarked
package io.kindling.forward;

import org.jspecify.annotations.NullMarked;
