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

  /** The gradient; or the array of one that was cleared, for the next. */
  private float @Nullable [] gradient;

  private boolean gathered;

  /** Whether somebody else holds the gradient's array, and may look into it later. */
  private boolean shown;

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
      keep(promise.gradient());
    }
    return gathered ? gradient : null;
  }

  /** The gradient, for somebody who keeps it: its array serves no other after this one. */
  float @Nullable [] shownGradient() {
    float[] present = gradient();
    shown = present != null;
    return present;
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
    if (promise == null && !gathered) {
      promise = later;
    } else {
      giveGradient(later.gradient());
    }
  }

  /** Forgets the gradient. Its array is kept for the next one, if nobody else has it. */
  public void clearGradient() {
    promise = null;
    gathered = false;
    if (shown) {
      gradient = null;
      shown = false;
    }
  }

  /**
   * Forgets the gradient, which has gone on to where the values came from.
   *
   * @return its array; null if there is none, or somebody else has it
   */
  float @Nullable [] surrenderGradient() {
    clearGradient();
    float[] free = gradient;
    gradient = null;
    return free;
  }

  /** The array of the last gradient, which is free for the next one; null if there is none. */
  float @Nullable [] roomForGradient() {
    return gathered ? null : gradient;
  }

  /**
   * Adds to the gradient.
   *
   * @param part what to add, row by row; the array stays the caller's
   */
  public void addGradient(float[] part) {
    float[] sum = gradient();
    if (sum == null) {
      float[] room = roomForGradient();
      float[] copy = room == null ? new float[part.length] : room;
      System.arraycopy(part, 0, copy, 0, part.length);
      keep(copy);
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
      keep(part);
    } else {
      addGradient(part);
    }
  }

  private void keep(float[] array) {
    promise = null;
    if (gradient != array) { // what is written to an old object costs the garbage collector
      gradient = array;
    }
    gathered = true;
  }
}
