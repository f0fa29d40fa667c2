package io.kindling.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds names that were probably meant. */
public final class LookAlikes {
  /** More are not looked at: where all is different, little is a slip. */
  private static final int MOST = 40;

  /** In so many letters one may be another. */
  private static final int LETTERS_A_SLIP = 3;

  private LookAlikes() {}

  /**
   * Says which names are probably there under others.
   *
   * @param wanted the names that are not there
   * @param others those that nobody wants
   * @return what to rename; null if no name is like another
   */
  public static @Nullable String renaming(List<String> wanted, List<String> others) {
    List<String> left = new ArrayList<>(others);
    List<String> pairs = new ArrayList<>();
    for (String name : wanted.subList(0, Math.min(MOST, wanted.size()))) {
      String near = nearest(name, left);
      if (near != null) {
        left.remove(near);
        pairs.add("'" + near + "' to '" + name + "'");
      }
    }
    return pairs.isEmpty() ? null : "rename " + String.join(", ", pairs);
  }

  /** The most similar one of some names; null if none is similar. */
  private static @Nullable String nearest(String name, List<String> others) {
    String plain = plain(name);
    int least = plain.length() / LETTERS_A_SLIP;
    String nearest = null;
    for (String other : others) {
      int slips = slips(plain, plain(other));
      if (slips < least || (slips == least && nearest == null)) {
        least = slips;
        nearest = other;
      }
    }
    return nearest;
  }

  /** Letters and digits only, which is what people remember of a name. */
  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return plain.isEmpty() ? name : plain;
  }

  /** How many letters to add, leave out or replace make one name of the other (Levenshtein). */
  private static int slips(String name, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= name.length(); i++) {
      int[] line = new int[above.length];
      line[0] = i;
      for (int j = 1; j < line.length; j++) {
        int replaced = above[j - 1] + (name.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        line[j] = Math.min(replaced, 1 + Math.min(above[j], line[j - 1]));
      }
      above = line;
    }
    return above[other.length()];
  }
}
