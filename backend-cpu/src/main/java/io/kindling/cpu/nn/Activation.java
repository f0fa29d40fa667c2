package io.kindling.cpu.nn;

/**
 * A function of one number, and beside it how a gradient goes back through it. Each computes in
 * float32 and in PyTorch's order, so that what overflows there overflows here.
 */
interface Activation {
  /** {@code f(x)} */
  float value(float x);

  /** {@code g · f′(x)} */
  float gradient(float g, float x);
}
