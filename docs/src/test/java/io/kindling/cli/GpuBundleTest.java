package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that carry Kindling to a GPU server, with a few small files for what they carry. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "POSIX shell scripts with GNU's or busybox's tools")
final class GpuBundleTest {
  private static final Path SCRIPTS = Path.of("gpu").toAbsolutePath();
  private static final String PARTS = "kindling-gpu.part-";

  @TempDir Path temp;

  private Path parts;
  private Path tree;
  private Path target;

  /** What a script left. */
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void pack() throws Exception {
    parts = temp.resolve("on a stick");
    target = temp.resolve("at its place");
    tree = Files.createDirectories(temp.resolve("tree"));
    Files.createDirectories(tree.resolve("lib"));
    byte[] jar = new byte[25_000];
    new Random(1).nextBytes(jar); // as little to be packed smaller as a real one
    Files.write(tree.resolve("lib/a.jar"), jar);
    Files.writeString(tree.resolve("needed"), "libcublas.so.13\nlibcudnn.so.9\nlibcudart.so.13\n");
    assertThat(run(SCRIPTS.resolve("bundle"), "--pack", tree + "", parts + ""))
        .isEqualTo(new Outcome(0, "", ""));
  }

  private Outcome run(Path script, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PART_BYTES", "10000");
    environment.put("CUDA_SEARCH", temp.resolve("usr") + " " + temp.resolve("opt"));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private Outcome unpack(String... args) throws Exception {
    return run(parts.resolve("unpack"), args);
  }

  private Path library(String path) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, path);
  }

  private void allLibraries() throws IOException {
    library("usr/local/cuda-13.0/lib64/libcudart.so.13");
    library("usr/local/cuda-13.0/lib64/libcublas.so.13");
    library("opt/a env/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
  }

  @Test
  void partsAreJoinedAndLibrariesFound() throws Exception {
    try (var files = Files.list(parts)) {
      List<Path> all = files.filter(file -> file.toString().contains(PARTS)).toList();
      assertThat(all).hasSizeGreaterThan(2).allMatch(file -> file.toFile().length() <= 10_000);
    }
    allLibraries();
    Outcome outcome = unpack(target.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            "unpacked into %1$s\nNVIDIA's libraries are all there; try %1$s/kindling backends\n"
                .formatted(target));
    assertThat(outcome.code()).isZero();
    assertThat(target.resolve("lib/a.jar")).hasSameBinaryContentAs(tree.resolve("lib/a.jar"));
    assertThat(target.resolve("cuda/libcudnn.so.9"))
        .hasContent("opt/a env/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
    assertThat(unpack(target.toString())).as("again, over the old").isEqualTo(outcome);
  }

  @Test
  void everyMissingAndEveryDamagedPartIsNamed() throws Exception {
    Files.delete(parts.resolve(PARTS + "aa"));
    try (RandomAccessFile part = new RandomAccessFile(parts.resolve(PARTS + "ac").toFile(), "rw")) {
      part.seek(5000);
      int old = part.read();
      part.seek(5000);
      part.write(old ^ 1);
    }
    assertThat(unpack(target.toString()))
        .isEqualTo(
            new Outcome(
                1,
                "",
                """
                missing: kindling-gpu.part-aa; carry it over
                damaged: kindling-gpu.part-ac; carry it over again
                """));
    assertThat(target).doesNotExist();
  }

  @Test
  void everyMissingLibraryIsNamedWithTheRemedyUntilItIsThere() throws Exception {
    library("usr/local/cuda-13.0/lib64/libcudart.so.13");
    library("usr/local/cuda-13.0/lib64/stubs/libcudnn.so.9");
    Outcome outcome = unpack(target.toString());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out().lines().toList())
        .containsExactly(
            "unpacked into " + target,
            "missing: libcublas.so.13; install CUDA 13's libraries (cuda-libraries-13-0; in Python"
                + " cuda-toolkit[all]), then %1$s/unpack --cuda %1$s".formatted(target),
            "missing: libcudnn.so.9; install cuDNN 9 for CUDA 13 (libcudnn9-cuda-13; in Python"
                + " nvidia-cudnn-cu13), then %1$s/unpack --cuda %1$s".formatted(target));
    allLibraries();
    assertThat(unpack("--cuda", target.toString()).code()).isZero();
  }

  @Test
  void theToolkitWithMostOfTheNamesComesFirst() throws Exception {
    allLibraries();
    library("usr/local/cuda-12.8/lib64/libcublas.so.13");
    library("usr/local/cuda-13.0/lib64/libnvJitLink.so.13");
    library("usr/local/cuda-13.0/lib64/libc10.so");
    assertThat(unpack(target.toString()).code()).isZero();
    assertThat(target.resolve("cuda/libcublas.so.13"))
        .hasContent("usr/local/cuda-13.0/lib64/libcublas.so.13");
    assertThat(target.resolve("cuda/libnvJitLink.so.13")).as("what they need in turn").exists();
    assertThat(target.resolve("cuda/libc10.so")).as("another LibTorch's").doesNotExist();
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws Exception {
    Files.createDirectories(target);
    Files.writeString(target.resolve("thesis.tex"), "years of work");
    Outcome outcome = unpack(target.toString());
    assertThat(outcome)
        .isEqualTo(new Outcome(2, "", "unpack: " + target + " is there and not of a bundle\n"));
    assertThat(target.resolve("thesis.tex")).hasContent("years of work");
  }
}
