/** The {@code kindling} command: each class that picocli runs parses, calls the library, prints. */
@NullMarked
package io.kindling.cli;

import org.jspecify.annotations.NullMarked;
