/**
 * Files that are replaced whole or not at all.
 *
 * <p>This is where the disk is called, so {@link java.io.IOException} is thrown here and by what a
 * host writes itself ({@link io.kindling.file.AtomicFile.Body}, {@link
 * io.kindling.data.RowSource.Reader}). Whatever reads or writes a format of Kindling's says what is
 * wrong as a {@link io.kindling.error.KindlingException}, which is unchecked: a {@link
 * io.kindling.error.CheckpointException} of models and trainings, a {@link
 * io.kindling.error.DataException} of data.
 *
 * <p>{@code AtomicFile} writes a temporary file beside the target, forces it to the disk, renames
 * it and forces the folder. All calls go through {@code FileCalls}, so tests can record them, let
 * each one fail, and cut the power between any two. They run on a thread that nobody interrupts. A
 * temporary file is locked while it is written; one that can be locked is therefore a leftover, and
 * the next save in its folder deletes it ({@code Temporaries}).
 */
@NullMarked
package io.kindling.file;

import org.jspecify.annotations.NullMarked;
