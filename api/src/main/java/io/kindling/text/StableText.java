package io.kindling.text;

/** What somebody's object is, in words that are the same in every process. */
public final class StableText {
  private StableText() {}

  /**
   * Describes an object.
   *
   * @param part anything
   * @return what it says of itself, unless that is Object's own toString; then its class, and
   *     {@code custom} of a lambda, whose class has no name to last
   */
  public static String of(Object part) {
    Class<?> type = part.getClass();
    String text = part.toString();
    if (!text.equals(type.getName() + "@" + Integer.toHexString(part.hashCode()))) {
      return text;
    }
    return type.isHidden() ? "custom" : type.getName();
  }
}
