/**
 * What a backend implements. Hosts need nothing from here.
 *
 * <p>A backend is found through a {@link io.kindling.spi.BackendProvider}; it opens an {@link
 * io.kindling.spi.Engine}, which is generic in the engine's own tensor type. Arguments are checked
 * above this line, once for all backends: an engine may take them as valid.
 */
@NullMarked
package io.kindling.spi;

import org.jspecify.annotations.NullMarked;
