/** The contract of modules and losses. */
@NullMarked
package io.kindling.tck.nn;

import org.jspecify.annotations.NullMarked;
