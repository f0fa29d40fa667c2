/** The backend {@code libtorch}: how it is found and what it can make. */
@NullMarked
package io.kindling.libtorch;

import org.jspecify.annotations.NullMarked;
