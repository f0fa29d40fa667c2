/**
 * The zip container of torch files, to the byte: a strict reader that believes nothing a file says,
 * and a writer that lays it out as torch does. Not exported.
 *
 * <p>The JDK's own zip classes are unfit: {@code ZipInputStream} fails on stored records with data
 * descriptors, and {@code ZipFile} checks no sums and accepts what other readers see differently.
 */
@NullMarked
package io.kindling.checkpoint.zip;

import org.jspecify.annotations.NullMarked;
