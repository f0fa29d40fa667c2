package io.kindling.parity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A Python that writes and reads 1 GB of state when it is told to, and says how long it took. */
final class PythonSpeed implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  private PythonSpeed(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Starts one; null where it has no PyTorch. */
  static @Nullable PythonSpeed start(Path folder) throws IOException, InterruptedException {
    try {
      return new PythonSpeed(Python.in(folder).start("speed.py"));
    } catch (TestAbortedException e) {
      System.out.println(e.getMessage());
      return null;
    }
  }

  /** Saves to a file or loads it. */
  Stopwatch.Time run(String order, Path file) throws IOException {
    orders.write(order + " " + file + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("speed.py has ended");
    }
    List<Double> times = List.of(answer.split(" ")).stream().map(Double::valueOf).toList();
    return new Stopwatch.Time(times.get(0), times.get(1));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    orders.close();
    process.waitFor();
  }
}
