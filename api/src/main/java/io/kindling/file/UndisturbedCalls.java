package io.kindling.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the calls on a thread of its own, which nobody interrupts: an interrupt would close the
 * file half written, or leave unknown whether a force has worked. The caller waits for each call;
 * if it is interrupted meanwhile, it finds itself interrupted afterwards.
 */
final class UndisturbedCalls implements FileCalls, AutoCloseable {
  private final FileCalls calls;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "kindling-save");
            made.setDaemon(true);
            return made;
          });

  UndisturbedCalls(FileCalls calls) {
    this.calls = calls;
  }

  /** A call without a result. */
  private interface Action {
    void run() throws IOException;
  }

  private void run(Action action) throws IOException {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T call(Callable<T> callable) throws IOException {
    Future<T> result = thread.submit(callable);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
  }

  @Override
  public void sweep(Path folder) {
    try {
      run(() -> calls.sweep(folder));
    } catch (IOException e) {
      throw new AssertionError("a sweep throws nothing", e);
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    return new UndisturbedOutput(call(() -> calls.create(file)));
  }

  @Override
  public void move(Path temporary, Path file) throws IOException {
    run(() -> calls.move(temporary, file));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    run(() -> calls.forceFolder(folder));
  }

  @Override
  public void delete(Path file) throws IOException {
    run(() -> calls.delete(file));
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  private final class UndisturbedOutput implements Output {
    private final Output output;

    UndisturbedOutput(Output output) {
      this.output = output;
    }

    @Override
    public Path path() {
      return output.path();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      run(() -> output.write(bytes));
    }

    @Override
    public void force() throws IOException {
      run(output::force);
    }

    @Override
    public void close() throws IOException {
      run(output::close);
    }
  }
}
