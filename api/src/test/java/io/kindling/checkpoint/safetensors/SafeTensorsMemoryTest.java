package io.kindling.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.CheckpointException;
import io.kindling.file.SavingProgram;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest headers, hostile, in a process of 64 MB. Profile soak. */
@Tag("soak")
final class SafeTensorsMemoryTest {
  private static final String TENSOR = ":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]";

  @TempDir Path folder;

  /** Reads files, and says why they are refused and how long that took. */
  static final class Program {
    private Program() {}

    public static void main(String[] files) throws IOException {
      for (String file : files) {
        long start = System.nanoTime();
        try {
          SafeTensors.read(Path.of(file));
          System.out.println("read");
        } catch (CheckpointException e) {
          System.out.println(
              Path.of(file).getFileName()
                  + " refused in "
                  + (System.nanoTime() - start) / 1_000_000
                  + " ms: "
                  + e.rule());
        }
      }
    }
  }

  private String file(String name, String front, IntFunction<String> part) throws IOException {
    Path file = folder.resolve(name);
    int length = (int) SafeTensorsHeader.MAX_HEADER;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length).array());
      byte[] bytes = front.getBytes(StandardCharsets.UTF_8);
      for (int i = 0, left = length; left > 0; i++) {
        out.write(bytes, 0, Math.min(left, bytes.length));
        left -= bytes.length;
        bytes = part.apply(i).getBytes(StandardCharsets.UTF_8);
      }
    }
    return file.toString();
  }

  @Test
  void noHeaderTakesMuchMemory() throws Exception {
    String longText = "x".repeat(1 << 16);
    String longName = "n".repeat(4000);
    List<String> files =
        List.of(
            file("text", "{\"__metadata__\":{\"a\":\"", i -> longText),
            file("name", "{\"", i -> longText),
            file("notes", "{\"__metadata__\":{\"\":\"\"", i -> ",\"" + i + "\":\"\""),
            file("other", "{\"a\"" + TENSOR + ",\"other\":\"", i -> longText),
            file("lists", "{\"a\"" + TENSOR + ",\"other\":[1", i -> ",[]"),
            file("tensors", "{\"a\"" + TENSOR + "}", i -> ",\"" + i + "\"" + TENSOR + "}"),
            file("names", "{\"a\"" + TENSOR + "}", i -> ",\"" + longName + i + "\"" + TENSOR + "}"),
            file("digits", "{\"a\"" + TENSOR + ",\"other\":1", i -> "0123456789"));
    ProcessBuilder builder = SavingProgram.process(List.of(), "");
    List<String> command = builder.command();
    command.set(command.size() - 2, Program.class.getName());
    command.remove(command.size() - 1);
    command.addAll(files);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(output);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines())
        .hasSize(files.size())
        .allMatch(line -> line.contains(" refused in "));
  }
}
