/** Model state in files. */
@NullMarked
package io.kindling.checkpoint;

import org.jspecify.annotations.NullMarked;
