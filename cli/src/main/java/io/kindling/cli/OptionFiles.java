package io.kindling.cli;

import io.kindling.cli.options.FileName;
import io.kindling.file.FileFailures;
import io.kindling.text.Printable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/**
 * The words that stand in files, {@code @FILE}, in the place of those that name the files. As
 * picocli takes them, which however reads endless files to no end, and passes over what it cannot
 * read and over files that name themselves.
 */
final class OptionFiles {
  private static final int MOST_BYTES = 1 << 20;

  private final CommandLine command;
  private final List<String> words = new ArrayList<>();
  private final Set<Path> read = new HashSet<>();
  private final Set<Path> open = new HashSet<>();

  private OptionFiles(CommandLine command) {
    this.command = command;
  }

  /**
   * Reads the files.
   *
   * @param command says where the error is printed
   * @return the words without names of files, but for those of none that is there
   * @throws ParameterException if a file cannot be taken
   */
  static String[] expand(CommandLine command, String... typed) {
    OptionFiles files = new OptionFiles(command);
    for (String word : typed) {
      files.read.clear(); // one that is named again behind other words is taken again
      files.add(word);
    }
    return files.words.toArray(String[]::new);
  }

  /** A word that was to name a file of options, which is not there, is no name of a table. */
  static void checkAllThere(CommandLine command) {
    for (ArgSpec table : command.getParseResult().matchedPositionals()) {
      for (String word : table.originalStringValues()) {
        if (word.startsWith("@") && !Files.exists(FileName.parse(word))) {
          throw new ParameterException(
              command,
              "there must be such a file of options (got "
                  + word
                  + "; expected @FILE; @"
                  + word
                  + " is the word "
                  + word
                  + " itself)");
        }
      }
    }
  }

  private void add(String word) {
    if (word.startsWith("@@")) {
      words.add(word.substring(1));
      return;
    }
    @Nullable Path file = word.startsWith("@") && word.length() > 1 ? there(word) : null;
    if (file == null) {
      words.add(word);
    } else if (open.contains(file)) {
      throw refusal(word, "a file of options must not name itself", "one that is being read", "");
    } else if (read.add(file)) {
      open.add(file);
      addWords(word, text(word, file));
      open.remove(file);
    }
  }

  /** The file of that name, if there is one; not where links end, as a pipe's do nowhere. */
  private static @Nullable Path there(String word) {
    File file = new File(word.substring(1));
    return file.exists() ? file.toPath().toAbsolutePath() : null;
  }

  private void addWords(String word, String text) {
    StreamTokenizer tokens = new StreamTokenizer(new StringReader(text));
    tokens.resetSyntax();
    tokens.wordChars(' ', 255);
    tokens.whitespaceChars(0, ' ');
    tokens.quoteChar('"');
    tokens.quoteChar('\'');
    tokens.commentChar('#');
    try {
      while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
        add(tokens.sval);
      }
    } catch (IOException e) {
      throw new AssertionError("a text cannot fail: " + word, e);
    }
  }

  private String text(String word, Path file) {
    if (Files.isDirectory(file)) {
      throw refusal(word, "a file of options must be a file", "a folder", "");
    }
    Charset charset = Charset.defaultCharset();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refusal(word, "a file of options must be small", "more than 1 MB", "");
      }
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refusal(word, "a file of options must be text", "bytes that are no " + charset, "");
    } catch (IOException e) {
      boolean denied = e instanceof AccessDeniedException;
      throw refusal(
          word,
          "a file of options must be readable",
          denied ? FileFailures.denied(file) : FileFailures.reason(e),
          denied ? "; " + FileFailures.ALLOW : "");
    }
  }

  private ParameterException refusal(String word, String rule, String got, String nextStep) {
    return new ParameterException(
        command,
        "%s: %s (got %s; expected words and options%s)"
            .formatted(Printable.piece(word), rule, got, nextStep));
  }
}
