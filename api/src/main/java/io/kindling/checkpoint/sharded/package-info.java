/** Models whose tensors are in several files, with an index that says which is where. */
@NullMarked
package io.kindling.checkpoint.sharded;

import org.jspecify.annotations.NullMarked;
