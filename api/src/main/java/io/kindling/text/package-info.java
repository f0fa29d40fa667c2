/** Texts that are put together in more than one place; not exported. */
@NullMarked
package io.kindling.text;

import org.jspecify.annotations.NullMarked;
