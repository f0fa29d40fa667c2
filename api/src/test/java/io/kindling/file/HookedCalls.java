package io.kindling.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Calls with something before and after each. */
record HookedCalls(FileCalls calls, Hook before, Hook after) implements FileCalls {
  /** What happens beside a call. */
  interface Hook {
    void on(String call) throws IOException;
  }

  /** A call without a result. */
  private interface Action {
    void run() throws IOException;
  }

  private void run(String name, Action action) throws IOException {
    before.on(name);
    action.run();
    after.on(name);
  }

  @Override
  public void sweep(Path folder) {
    calls.sweep(folder);
  }

  @Override
  public Output create(Path file) throws IOException {
    before.on("create");
    Output output = calls.create(file);
    after.on("create");
    return new HookedOutput(output);
  }

  @Override
  public void move(Path temporary, Path file) throws IOException {
    run("move", () -> calls.move(temporary, file));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    run("force folder", () -> calls.forceFolder(folder));
  }

  @Override
  public void delete(Path file) throws IOException {
    run("delete", () -> calls.delete(file));
  }

  private final class HookedOutput implements Output {
    private final Output output;

    HookedOutput(Output output) {
      this.output = output;
    }

    @Override
    public Path path() {
      return output.path();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      run("write", () -> output.write(bytes));
    }

    @Override
    public void force() throws IOException {
      run("force", output::force);
    }

    @Override
    public void close() throws IOException {
      try {
        run("close", output::close);
      } finally {
        output.close();
      }
    }
  }
}
