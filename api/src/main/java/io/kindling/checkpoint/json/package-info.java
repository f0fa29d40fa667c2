/** JSON as headers and notes of checkpoints hold it, read byte by byte and within limits. */
@NullMarked
package io.kindling.checkpoint.json;

import org.jspecify.annotations.NullMarked;
