/**
 * The backend {@code cpu}: how it is found and what it can make.
 *
 * <p>{@code CpuEngine} lists what has a class here; everything else runs from its description's
 * body.
 */
@NullMarked
package io.kindling.cpu;

import org.jspecify.annotations.NullMarked;
