/** The pictures that the command draws. */
@NullMarked
package io.kindling.cli.plot;

import org.jspecify.annotations.NullMarked;
