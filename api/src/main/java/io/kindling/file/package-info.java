/** Files that are replaced whole or not at all. */
@NullMarked
package io.kindling.file;

import org.jspecify.annotations.NullMarked;
