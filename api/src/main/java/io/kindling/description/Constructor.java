package io.kindling.description;

/** What makes a description of three values and more, in the order of its fields. */
public final class Constructor {
  private Constructor() {}

  /** Of three values. */
  @FunctionalInterface
  public interface Of3<A, B, C, S> {
    /** Makes it. */
    S make(A a, B b, C c);
  }

  /** Of four values. */
  @FunctionalInterface
  public interface Of4<A, B, C, D, S> {
    /** Makes it. */
    S make(A a, B b, C c, D d);
  }

  /** Of five values. */
  @FunctionalInterface
  public interface Of5<A, B, C, D, E, S> {
    /** Makes it. */
    S make(A a, B b, C c, D d, E e);
  }

  /** Of six values. */
  @FunctionalInterface
  public interface Of6<A, B, C, D, E, F, S> {
    /** Makes it. */
    S make(A a, B b, C c, D d, E e, F f);
  }

  /** Of seven values. */
  @FunctionalInterface
  public interface Of7<A, B, C, D, E, F, G, S> {
    /** Makes it. */
    S make(A a, B b, C c, D d, E e, F f, G g);
  }
}
