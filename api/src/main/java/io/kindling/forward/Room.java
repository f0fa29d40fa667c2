package io.kindling.forward;

/** Room for what is between two layers. For one thread at a time. */
public final class Room {
  final float[] even;
  final float[] odd;

  Room(int widest) {
    even = new float[ForwardPass.ROWS * widest];
    odd = new float[even.length];
  }

  /** {@return room for the rows that go in, before they are handed to the forward pass} */
  public float[] input() {
    return even;
  }
}
