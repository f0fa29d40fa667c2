package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import java.util.function.Function;

/** How a file must be refused: with its name and the place, soon, in little memory. */
public final class Refusals {
  private static final String PLACE = "(?s).*(at offset|at byte) [0-9]+.*";

  private Refusals() {}

  /** Reads a file as users do, both ways, and returns why it is refused as a state dict. */
  public static CheckpointException expect(Path file) {
    expect(file, TorchFile::loadTree);
    return expect(file, TorchFile::load);
  }

  private static CheckpointException expect(Path file, Function<Path, ?> reading) {
    Cost cost = new Cost();
    try {
      Object read = reading.apply(file);
      throw new AssertionError(file + " was read as " + read);
    } catch (CheckpointException e) {
      assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
      assertThat(cost.time()).isLessThan(Cost.MOST_TIME);
      assertThat(e.operation()).isEqualTo(file.toString());
      assertThat(e.rule() + e.got() + e.nextStep()).matches(PLACE);
      return e;
    }
  }
}
