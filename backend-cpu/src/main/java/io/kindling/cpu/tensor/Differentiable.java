package io.kindling.cpu.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Autograd} knows of a {@link CpuTensor}: where it comes from, how often it was
 * overwritten, and the gradient that gathers here. A gradient may wait to be computed, as a {@link
 * Promise}.
 */
abstract sealed class Differentiable permits CpuTensor {
  private @Nullable Promise promise;
  private @Nullable Operation producer;
  private boolean requiresGrad;
  private int version;
  private float @Nullable [] gradient;

  /** {@return whether gradients are computed for it} */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  void requiresGrad(boolean requires) {
    requiresGrad = requires;
  }

  @Nullable Operation producer() {
    return producer;
  }

  void producedBy(Operation operation) {
    producer = operation;
    requiresGrad = true;
  }

  /** How often the values were overwritten. */
  int version() {
    return version;
  }

  /** Says that the values were overwritten: no gradient that needs the old ones can be computed. */
  public void changed() {
    version++;
  }

  /** {@return the gradient that has gathered here, or null; the tensor's own array} */
  public float @Nullable [] gradient() {
    if (promise != null) {
      gradient = promise.gradient();
      promise = null;
    }
    return gradient;
  }

  /** {@return the gradient as it was promised, if it is the only one so far and nobody looked} */
  public @Nullable Promise promise() {
    return promise;
  }

  /**
   * Adds a gradient to come.
   *
   * @param later computes it
   */
  public void promiseGradient(Promise later) {
    if (promise == null && gradient == null) {
      promise = later;
    } else {
      giveGradient(later.gradient());
    }
  }

  /** Forgets the gradient. */
  public void clearGradient() {
    promise = null;
    gradient = null;
  }

  /**
   * Adds to the gradient.
   *
   * @param part what to add, row by row; the array stays the caller's
   */
  public void addGradient(float[] part) {
    float[] sum = gradient();
    if (sum == null) {
      gradient = part.clone();
    } else {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
  }

  /**
   * Adds to the gradient.
   *
   * @param part what to add, row by row; the array becomes the tensor's
   */
  public void giveGradient(float[] part) {
    if (gradient() == null) {
      gradient = part;
    } else {
      addGradient(part);
    }
  }
}
