package io.kindling.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.spi.TableFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ParquetFormatTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void isFoundByTheServiceLoaderAndRecognisesItsFilesByTheirBeginning() throws IOException {
    List<TableFormat> all =
        ServiceLoader.load(TableFormat.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(all).singleElement().isInstanceOf(ParquetFormat.class);
    TableFormat format = all.get(0);
    assertThat(format.name()).isEqualTo("Parquet");
    assertThat(format.recognises(Files.readAllBytes(ParquetFileTest.file("types")))).isTrue();
    assertThat(format.recognises(ascii("PARE"))).isTrue();
    assertThat(format.recognises(ascii("PAR"))).isFalse();
    assertThat(format.recognises(ascii("PAR2,x\n"))).isFalse();
    assertThat(format.recognises(new byte[0])).isFalse();
    assertThat(format.open(ParquetFileTest.file("nested")).header())
        .containsExactly("x", "list", "struct", "map", "bytes", "y");
  }
}
