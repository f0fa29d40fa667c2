/**
 * Files that are replaced whole or not at all.
 *
 * <p>This is where the disk is called, so {@link java.io.IOException} is thrown here and by what a
 * host writes itself ({@link io.kindling.file.AtomicFile.Body}, {@link
 * io.kindling.data.RowSource.Reader}). Whatever reads or writes a format of Kindling's says what is
 * wrong as a {@link io.kindling.error.KindlingException}, which is unchecked: a {@link
 * io.kindling.error.CheckpointException} of models and trainings, a {@link
 * io.kindling.error.DataException} of data.
 */
@NullMarked
package io.kindling.file;

import org.jspecify.annotations.NullMarked;
