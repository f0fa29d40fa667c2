/**
 * Model state in files. What is wrong with a file, on the disk or in its contents, is a {@link
 * io.kindling.error.CheckpointException} in every call that names one, here and in the packages
 * below.
 *
 * <p>{@code StateFile} is the door for a model's state in any {@code StateFormat}. Backends know
 * nothing of files.
 */
@NullMarked
package io.kindling.checkpoint;

import org.jspecify.annotations.NullMarked;
