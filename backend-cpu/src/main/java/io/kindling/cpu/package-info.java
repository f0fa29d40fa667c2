/** The backend {@code cpu}: how it is found and what it can make. */
@NullMarked
package io.kindling.cpu;

import org.jspecify.annotations.NullMarked;
