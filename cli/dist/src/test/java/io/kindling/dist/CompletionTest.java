package io.kindling.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What shells make of a command line when the tab key is pressed, typed at a terminal. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "another system's script(1) has other options")
final class CompletionTest {
  private static final Pattern RUN = Pattern.compile("RUN((?:<[^>]*>)+)");

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Share.main(new String[] {folder.resolve("share") + "", "1", "2026-01-31T00:00:00Z"});
    Files.createDirectories(folder.resolve("here"));
    Files.writeString(folder.resolve("here/table one.csv"), "");
    Files.writeString(folder.resolve("here/model.pt"), "");
  }

  /** The words of the lines that were run, of which the command is a function that prints them. */
  private List<String> typed(String shell, String start, List<String> lines) throws Exception {
    Shells.require("script");
    String settings =
        start
            + "\ncd '"
            + folder
            + "/here'\nkindling() { printf 'RUN'; printf '<%s>' \"$@\"; echo; }\n";
    Files.writeString(folder.resolve(".zshrc"), settings);
    Files.writeString(folder.resolve("bashrc"), settings);
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", shell, "/dev/null").redirectErrorStream(true);
    builder.environment().put("ZDOTDIR", folder + "");
    builder.environment().put("TERM", "dumb");
    builder.environment().put("COLUMNS", "500");
    Process process = builder.start();
    try (OutputStream keys = process.getOutputStream()) {
      keys.write((String.join("\n", lines) + "\nexit\n").getBytes(StandardCharsets.UTF_8));
    }
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    List<String> runs = new ArrayList<>();
    Matcher run = RUN.matcher(shown);
    while (run.find()) {
      runs.add(run.group(1));
    }
    assertThat(runs).as(shown).hasSameSizeAs(lines);
    return runs;
  }

  @Test
  void bash() throws Exception {
    Shells.require("bash");
    List<String> runs =
        typed(
            "bash --noprofile --rcfile '" + folder + "/bashrc' -i",
            ". '" + folder + "/share/bash-completion/completions/kindling'",
            List.of(
                "kindling tr\t",
                "kindling train --opti\t",
                "kindling train --missing mea\t",
                "kindling predict --on-error sk\t",
                "kindling convert --to saf\t",
                "kindling train ta\t",
                "kindling train --data ta\t",
                "kindling train --quiet --save=mo\t",
                "kindling train --missing=ind\t",
                "kindling train --standardize=f\t",
                "kindling train --standardize ta\t",
                "kindling train --epochs ta\t",
                "kindling evaluate --model-file mo\tta\t",
                "kindling inspect mo\t",
                "kindling doctor ta\t",
                "kindling doctor --js\t",
                "kindling --vers\t"));
    assertThat(runs)
        .containsExactly(
            "<train>",
            "<train><--optimizer>",
            "<train><--missing><mean>",
            "<predict><--on-error><skip>",
            "<convert><--to><safetensors>",
            "<train><table one.csv>",
            "<train><--data><table one.csv>",
            "<train><--quiet><--save=model.pt>",
            "<train><--missing=indicator>",
            "<train><--standardize=features>",
            "<train><--standardize><table one.csv>",
            "<train><--epochs><ta>",
            "<evaluate><--model-file><model.pt><table one.csv>",
            "<inspect><model.pt>",
            "<doctor><ta>",
            "<doctor><--json>",
            "<--version>");
  }

  @Test
  void zsh() throws Exception {
    Shells.require("zsh");
    List<String> runs =
        typed(
            "zsh -d -i",
            "fpath=('"
                + folder
                + "/share/zsh/site-functions' $fpath)\nautoload -Uz compinit\ncompinit -u -D",
            List.of(
                "kindling tr\t",
                "kindling train --opti\t'adam()'",
                "kindling train --missing=ind\t",
                "kindling train --missing ind\t",
                "kindling train --standardize=f\t",
                "kindling predict --on-error=sk\t",
                "kindling convert --to saf\t",
                "kindling train ta\t",
                "kindling train --data ta\t",
                "kindling train --quiet --save=mo\t",
                "kindling evaluate --model-file mo\tta\t",
                "kindling inspect mo\t",
                "kindling --vers\t"));
    assertThat(runs)
        .containsExactly(
            "<train>",
            "<train><--optimizer=adam()>",
            "<train><--missing=indicator>",
            "<train><--missing><indicator>",
            "<train><--standardize=features>",
            "<predict><--on-error=skip>",
            "<convert><--to><safetensors>",
            "<train><table one.csv>",
            "<train><--data><table one.csv>",
            "<train><--quiet><--save=model.pt>",
            "<evaluate><--model-file><model.pt><table one.csv>",
            "<inspect><model.pt>",
            "<--version>");
  }
}
