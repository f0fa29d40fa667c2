package io.kindling.tck.training;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Module;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module's state goes through a file of any form and comes back to the bit. */
public interface StateFileContract extends BackendUnderTest {
  @Test
  default void whatWasSavedComesBack(@TempDir Path folder) {
    ModuleSpec spec = sequential(linear(3, 2), batchNorm1d(2), relu(), linear(2, 1), relu());
    Module model = backend().module(spec).to(device());
    Map<String, String> notes = Map.of("kindling_model", "größer, \"quoted\"\n二", "empty", "");
    SavedState saved = new SavedState(model.stateDict(), notes);
    for (StateFormat format : StateFormat.values()) {
      Path file = folder.resolve("größer model");
      StateFile.save(file, saved, format);
      SavedState loaded = StateFile.load(file);
      assertThat(loaded.tensors()).as("%s", format).isEqualTo(saved.tensors());
      assertThat(loaded.metadata()).as("%s", format).isEqualTo(saved.metadata());
      Module other = backend().module(spec).to(device());
      other.loadStateDict(loaded.tensors());
      assertThat(other.stateDict()).as("%s", format).isEqualTo(model.stateDict());
    }
  }
}
