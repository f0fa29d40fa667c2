package io.kindling.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Saves in a process of its own, which a test then kills or hinders. */
public final class SavingProgram {
  private static final int BYTES = 8_000_000;

  private SavingProgram() {}

  /** Does what the first argument says to the file that the second names. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    switch (args[0]) {
      case "loop" -> {
        for (long number = Long.parseLong(args[2]); ; number++) {
          save(file, number);
          say(number + "");
        }
      }
      case "once" -> {
        try {
          save(file, Long.parseLong(args[2]));
          say("saved");
        } catch (IOException e) {
          say("" + e.getMessage());
        }
      }
      case "lock" -> {
        WriterLock lock = WriterLock.of("save", file);
        say("locked");
        System.in.read();
        System.exit(lock == null ? 1 : 0); // not closed: the JVM's end is what is tried
      }
      case "lock at the end" ->
          Runtime.getRuntime().addShutdownHook(new Thread(() -> lockTooLate(file)));
      default -> saveSlowly(file);
    }
  }

  private static void lockTooLate(Path file) {
    try {
      WriterLock.of("save", file);
      say("locked");
    } catch (IOException e) {
      say("" + e.getMessage());
    }
  }

  /** Waits for a line in the middle of saving. */
  private static void saveSlowly(Path file) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    AtomicFile.write(
        file,
        out -> {
          out.write(contents(1), 0, BYTES / 2);
          say("half");
          in.readLine();
          out.write(contents(1), BYTES / 2, BYTES / 2);
        });
    say("saved");
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static byte[] contents(long number) {
    ByteBuffer contents = ByteBuffer.allocate(BYTES);
    while (contents.hasRemaining()) {
      contents.putLong(number);
    }
    return contents.array();
  }

  /** Saves a number, many times over. */
  static void save(Path file, long number) throws IOException {
    AtomicFile.write(file, out -> out.write(contents(number)));
  }

  /** {@return the number that was saved} */
  static long saved(Path file) throws IOException {
    ByteBuffer contents = ByteBuffer.wrap(Files.readAllBytes(file));
    long number = contents.getLong(0);
    if (contents.remaining() != BYTES) {
      throw new AssertionError("torn: " + contents.remaining() + " bytes");
    }
    while (contents.hasRemaining()) {
      if (contents.getLong() != number) {
        throw new AssertionError("torn at byte " + contents.position());
      }
    }
    return number;
  }

  /** How to start this program, with something in front. */
  public static ProcessBuilder process(List<String> front, String... args) {
    List<String> command = new ArrayList<>(front);
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        SavingProgram.class.getName());
    Collections.addAll(command, args);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
