package io.kindling.core;

/**
 * One thing that was looked at to find out why something works or does not, for people to read.
 *
 * @param name what was looked at, in a few words: {@code java}, {@code libtorch cache}
 * @param verdict what it means
 * @param detail what was found, in one sentence
 * @param remedy what to do about it, in one sentence; empty if nothing need be done
 */
public record Finding(String name, Verdict verdict, String detail, String remedy) {
  /** What a finding means. */
  public enum Verdict {
    /** All is as it should be. */
    OK,
    /** It works, and could work better or differently. */
    NOTE,
    /** Something does not work because of it. */
    PROBLEM
  }

  /**
   * Says that all is as it should be.
   *
   * @param name what was looked at
   * @param detail what was found
   * @return that
   */
  public static Finding ok(String name, String detail) {
    return new Finding(name, Verdict.OK, detail, "");
  }

  /**
   * Says what works and could work better or differently.
   *
   * @param name what was looked at
   * @param detail what was found
   * @param remedy what to do for that
   * @return that
   */
  public static Finding note(String name, String detail, String remedy) {
    return new Finding(name, Verdict.NOTE, detail, remedy);
  }

  /**
   * Says that something does not work.
   *
   * @param name what was looked at
   * @param detail what was found
   * @param remedy what to do about it
   * @return that
   */
  public static Finding problem(String name, String detail, String remedy) {
    return new Finding(name, Verdict.PROBLEM, detail, remedy);
  }

  /**
   * Says whose finding it is.
   *
   * @param owner a backend's name
   * @return the same, with that before its name
   */
  public Finding of(String owner) {
    return new Finding(owner + " " + name, verdict, detail, remedy);
  }
}
