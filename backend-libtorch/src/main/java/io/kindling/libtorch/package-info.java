/**
 * The backend {@code libtorch}: how it is found and what it can make.
 *
 * <p>A step crosses into native code as often as the same program in C++ calls LibTorch, and with
 * SGD twice more for each parameter; {@code CrossingsTest} has the list. A device is waited for
 * only where a value is read from it or copied to it, so a step of a host's own waits for nothing;
 * {@code Trainer} reads each loss once the gradients are under way ({@code WaitingTest}).
 */
@NullMarked
package io.kindling.libtorch;

import org.jspecify.annotations.NullMarked;
