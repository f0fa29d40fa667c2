package io.kindling;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The claims to several tensors' states, each once: all are taken or none. */
final class Claims {
  private final Claim[] claims;

  private Claims(Claim[] claims) {
    this.claims = claims;
  }

  static Claims of(Collection<Tensor> tensors) {
    Set<Claim> claims = Collections.newSetFromMap(new IdentityHashMap<>());
    tensors.forEach(tensor -> claims.add(tensor.claimed()));
    return new Claims(claims.toArray(new Claim[0]));
  }

  /** Begins to read, and says what {@link #verify} is to be told. */
  int[] read(String operation) {
    int[] seen = new int[claims.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = claims[i].read(operation);
    }
    return seen;
  }

  /** Checks that no other thread has changed what was read. */
  void verify(String operation, int[] seen) {
    for (int i = 0; i < seen.length; i++) {
      claims[i].verify(operation, seen[i]);
    }
  }

  /** Checks that no other thread works on a state now. */
  void check(String operation) {
    for (Claim claim : claims) {
      claim.check(operation);
    }
  }

  /** Takes all for this thread. */
  void take(String operation) {
    for (int i = 0; i < claims.length; i++) {
      try {
        claims[i].take(operation);
      } catch (RuntimeException e) {
        release(i);
        throw e;
      }
    }
  }

  /** Takes all in order to change the states. */
  void change(String operation) {
    take(operation);
    for (Claim claim : claims) {
      claim.changed();
    }
  }

  void release() {
    release(claims.length);
  }

  private void release(int first) {
    for (int i = 0; i < first; i++) {
      claims[i].release();
    }
  }
}
