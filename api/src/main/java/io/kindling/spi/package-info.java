/**
 * What a backend implements, and a form of file that is a table ({@link
 * io.kindling.spi.TableFormat}). Hosts need nothing from here.
 *
 * <p>A backend is found through a {@link io.kindling.spi.BackendProvider}; it opens an {@link
 * io.kindling.spi.Engine}, which is generic in the engine's own tensor type. Arguments are checked
 * above this line, once for all backends: an engine may take them as valid.
 *
 * <p>In every family of operations a new method has a default body that refuses, so engines that
 * were compiled without it still work. For modules, losses and optimizers an engine answers null
 * where it has none of its own; the description's body is run instead.
 */
@NullMarked
package io.kindling.spi;

import org.jspecify.annotations.NullMarked;
