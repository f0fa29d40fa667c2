/** Modules and losses. */
@NullMarked
package io.kindling.cpu.nn;

import org.jspecify.annotations.NullMarked;
