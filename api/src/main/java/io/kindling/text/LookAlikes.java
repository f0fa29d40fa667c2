package io.kindling.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds names that were probably meant. */
public final class LookAlikes {
  /** More are not looked at: where all is different, little is a slip. */
  private static final int MOST = 40;

  /** In so many letters one may be another. */
  private static final int LETTERS_A_SLIP = 3;

  /**
   * Longer names are not compared, nor is one with more others: a message is not worth the time.
   */
  private static final int LONGEST = 64;

  private static final int MOST_NAMES = 10_000;

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

  /**
   * Says which of some names was probably meant.
   *
   * @param typed the name that is none of them
   * @param names the names
   * @return what to tell; null if no name is like it
   */
  public static @Nullable String meant(String typed, Collection<String> names) {
    String near = nearest(typed, names);
    return near == null ? null : "perhaps " + Printable.quoted(near) + " is meant";
  }

  /**
   * Finds the most similar one of some names.
   *
   * @param name a name that is none of them
   * @param others the names; of very many, or to a very long name, none is similar
   * @return the first of those that are most similar; null if none is similar
   */
  public static @Nullable String nearest(String name, Collection<String> others) {
    String plain = plain(name);
    if (plain.length() > LONGEST || others.size() > MOST_NAMES) {
      return null;
    }
    int least = plain.length() / LETTERS_A_SLIP;
    String nearest = null;
    for (String other : others) {
      if (Math.abs(other.length() - name.length()) > LONGEST) {
        continue;
      }
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

  /**
   * How many letters to add, leave out, replace or swap with the next make one name of the other
   * (the optimal string alignment distance).
   */
  private static int slips(String name, String other) {
    int[] above = new int[other.length() + 1];
    int[] twoAbove = above;
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= name.length(); i++) {
      int[] line = new int[above.length];
      line[0] = i;
      for (int j = 1; j < line.length; j++) {
        int replaced = above[j - 1] + (name.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        line[j] = Math.min(replaced, 1 + Math.min(above[j], line[j - 1]));
        if (i > 1
            && j > 1
            && name.charAt(i - 1) == other.charAt(j - 2)
            && name.charAt(i - 2) == other.charAt(j - 1)) {
          line[j] = Math.min(line[j], 1 + twoAbove[j - 2]);
        }
      }
      twoAbove = above;
      above = line;
    }
    return above[other.length()];
  }
}
