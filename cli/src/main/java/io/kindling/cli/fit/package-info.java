/** Exact fits: what is said of them, and how they are kept in files. */
@NullMarked
package io.kindling.cli.fit;

import org.jspecify.annotations.NullMarked;
