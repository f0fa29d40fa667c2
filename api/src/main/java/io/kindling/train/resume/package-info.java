/**
 * What resumes a training, apart from what trains: its state as a checkpoint holds it, how a file
 * says that, and how a training goes on from it. Not exported; hosts see {@link
 * io.kindling.train.Checkpoint}.
 *
 * <p>A part of a checkpoint is a small class that copies itself from the training, loads itself,
 * and reads and writes its entries: {@code LiveState} (model, optimizer, schedule), {@code
 * Position}, {@code RandomStates}, {@code Past}. The package knows no trainer; {@code Resumable}
 * says what it needs of one. An optimizer of a host's own is saved if it has a {@code stateDict()}
 * and refused before the first step if it has none; where it has no descriptions to compare, its
 * text form must be the same. {@code Entries} checks everything that is read, because a file may
 * say anything. {@code Resumption} loads every state or none.
 */
@NullMarked
package io.kindling.train.resume;

import org.jspecify.annotations.NullMarked;
