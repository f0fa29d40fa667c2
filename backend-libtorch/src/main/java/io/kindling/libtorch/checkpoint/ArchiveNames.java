package io.kindling.libtorch.checkpoint;

import io.kindling.error.CheckpointException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names an archive can hold. It describes itself in TorchScript, so a name that is a word of
 * that language, or breaks out of its quotes, makes a file that nobody can read again.
 */
final class ArchiveNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  /** Python's words, which TorchScript shares or reserves, and the archive's own. */
  private static final Set<String> RESERVED =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "print",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "__annotations__",
          "__buffers__",
          "__parameters__");

  private ArchiveNames() {}

  static void check(String name) {
    if (!PLAIN.matcher(name).matches() || RESERVED.contains(name)) {
      throw new CheckpointException(
          "save",
          "a name must be one that torch::save can keep",
          "'" + name + "'",
          "letters, digits and underscores, and no word of Python's",
          "rename that part of the model");
    }
  }
}
