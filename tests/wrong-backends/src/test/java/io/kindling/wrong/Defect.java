package io.kindling.wrong;

import io.kindling.spi.Engine;

/** Makes a right engine wrong in one thing. */
@FunctionalInterface
interface Defect {
  /** The engine with the defect, which otherwise does what the right one does. */
  <T> Engine<T> in(Engine<T> right);
}
