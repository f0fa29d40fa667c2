package io.kindling.cli;

import io.kindling.Backends;
import io.kindling.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Where the command starts. */
public final class Main {
  /** The launcher says where stderr is, unless it is where it always is. */
  private static final String STDERR_PROPERTY = "kindling.stderr";

  /** Made while there is memory. */
  private static final byte[] NO_MEMORY =
      "kindling: memory: the heap must have room for the command (KINDLING_OPTS=-Xmx8g makes it 8 GB)\n"
          .getBytes(StandardCharsets.UTF_8);

  private Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    try {
      System.exit(run(args));
    } catch (OutOfMemoryError e) {
      lastWords();
      Runtime.getRuntime().halt(ExitCode.USAGE);
    }
  }

  /** Nothing is left for more than this. */
  private static void lastWords() {
    try (FileOutputStream err = new FileOutputStream(stderr())) {
      err.write(NO_MEMORY);
    } catch (IOException e) {
      // nobody listens
    }
  }

  /** Ours is where stdin would be if the launcher has shut Java's, so that Java does not warn. */
  private static FileDescriptor stderr() {
    return "stdin".equals(System.getProperty(STDERR_PROPERTY))
        ? FileDescriptor.in
        : FileDescriptor.err;
  }

  private static int run(String[] args) {
    Locale.setDefault(Locale.ROOT); // digits and letters are the same everywhere
    System.setProperty("java.awt.headless", "true");
    if (System.getProperty(Backends.LOG) == null) {
      System.setProperty(Backends.LOG, "false"); // kindling backends says the same to who asks
    }
    // column names may be in any script, whatever the locale says of the terminal
    Watched out = new Watched(new FileOutputStream(FileDescriptor.out));
    System.setOut(utf8(out));
    System.setErr(utf8(new FileOutputStream(stderr())));
    int code = Kindling.execute(Kindling.commandLine(args), args);
    System.out.flush();
    IOException failure = out.failure;
    if (code == 0 && failure != null && !isBrokenPipe(failure)) {
      String message = Printable.line(failure.getMessage() + "");
      System.err.println("kindling: what it prints could not be written: " + message);
      code = ExitCode.USAGE;
    }
    System.err.flush();
    return code;
  }

  /** Somebody has read enough, as {@code head} does; that is no failure. */
  private static boolean isBrokenPipe(IOException failure) {
    return (failure.getMessage() + "").toLowerCase(Locale.ROOT).contains("pipe");
  }

  private static PrintStream utf8(OutputStream out) {
    return new PrintStream(out, /* autoFlush= */ false, StandardCharsets.UTF_8);
  }

  /** Keeps the error that a {@link PrintStream} keeps to itself. */
  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
