/**
 * The command's options, in groups: each says what is typed and what is wrong with it.
 *
 * <p>{@code ResumedTraining} finds a checkpoint, reads the command line that is in its notes, and
 * joins it with what is typed now.
 */
@NullMarked
package io.kindling.cli.options;

import org.jspecify.annotations.NullMarked;
