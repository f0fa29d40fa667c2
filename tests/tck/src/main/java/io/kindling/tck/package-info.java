/**
 * The contract that every backend keeps: one small test interface a concept, all of them together
 * in {@link io.kindling.tck.KindlingContract}. A backend's test class implements that and hands out
 * its backend:
 *
 * <pre>{@code
 * final class MyBackendTest implements KindlingContract {
 *   private static final Backend BACKEND = Backends.open("mine");
 *
 *   @Override
 *   public Backend backend() {
 *     return BACKEND;
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.kindling.tck;

import org.jspecify.annotations.NullMarked;
