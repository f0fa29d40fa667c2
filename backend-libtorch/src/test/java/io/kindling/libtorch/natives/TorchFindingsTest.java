package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LibTorch needs, and what of it is here. */
final class TorchFindingsTest {
  @TempDir Path folder;

  @Test
  void theNativesOfThisBuildAreWhereTheyShouldBe() {
    List<Finding> findings = TorchFindings.all();
    assertThat(findings).extracting(Finding::name).contains("cache");
    assertThat(findings)
        .filteredOn(finding -> finding.name().equals("natives"))
        .hasSize(3)
        .allMatch(finding -> finding.verdict() == Finding.Verdict.OK)
        .extracting(Finding::detail)
        .anyMatch(detail -> detail.startsWith("pytorch-"));
  }

  @Test
  void aDiskThatIsTooFullIsAProblem() throws IOException {
    assertThat(TorchFindings.room(folder, (1 << 20) + 1, 1 << 20))
        .isEqualTo(
            Finding.problem(
                "cache",
                folder + ", 2 MB to be unpacked, 1 MB free",
                "name a folder that is yours alone, with 1 GB of room, by"
                    + " -Dorg.bytedeco.javacpp.cachedir=FOLDER"));
    assertThat(TorchFindings.room(folder, 1 << 20, 1 << 20).verdict())
        .isEqualTo(Finding.Verdict.OK);
    assertThat(folder).isEmptyDirectory();
  }
}
