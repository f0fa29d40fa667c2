package io.kindling.checkpoint.zip;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and malicious containers are refused, each for its own reason and at its place. */
final class HostileArchiveTest {
  private static final String CONTROL = "hostile/00_control_valid.pt";

  private static void readAll(TorchArchive archive) throws IOException {
    for (ZipRecord record : archive.records()) {
      archive.read(record.name(), piece -> {});
    }
  }

  private static void expectRefusal(
      ThrowingCallable reading, String file, String offset, String reason) {
    assertThatThrownBy(reading)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(" at offset " + offset + ";")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @Timeout(1)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          z01_empty                  |    0 | an empty file
          z02_only_magic             |    0 | must end with the end of the central directory
          z03_truncated_half         |  605 | must end with the end of the central directory
          z05_no_eocd                | 1210 | must end with the end of the central directory
          z06_trailing_data          | 1240 | must end with the end of the central directory
          z08_eocd_in_comment        | 1254 | must end where its end record begins
          z09_prefix_junk            |    0 | the bytes 4a 55 4e 4b
          z15_cd_size_huge           | 1156 | 4294967280 bytes from 850 on
          z16_z64_locator_bad_offset | 1212 | the zip64 locator must point
          z19_duplicate_pickle       |  356 | archive/data.pkl again
          z21_lh_method_differs      |  470 | directory's method and flags (got method 8
          z22_lh_flags_encrypted     |  470 | flags 0x809 for archive/data/0
          z23_cd_flags_encrypted     |  975 | flags 0x809 for archive/data/0
          z25_lh_offset_past_eof     |  975 | must lie before the central directory
          z26_lh_offset_bad_sig      |  356 | nothing but a descriptor must follow
          z27_lh_offset_into_cd      |  975 | must lie before the central directory
          z28_overlap_same_lh        |  470 | one after the other
          z29_size_past_eof          |  470 | 2147483647 bytes for archive/data/0
          z31_stored_cs_ne_us        |  975 | 4000 in 24 bytes
          z33_crc_payload            |  576 | record data/0 must have its CRC-32
          z34_crc_cd                 |  600 | the descriptor must have
          z35_dd_differs             |  600 | the descriptor must have
          z36_traversal_name         | 1283 | a part that is empty, . or ..
          z38_other_root             |  850 | other/x
          z39_no_root                |  786 | data.pkl, which has no root folder
          z40_backslash              |  850 | a backslash
          z42_name_not_utf8          | 1035 | must be UTF-8
          z44_missing_data_pkl       |  808 | must have a record data.pkl
          z45_missing_version        | 1071 | must have a record version
          z46_version_99             |  832 | version 99
          z47_version_abc            |  832 | version abc
          z50_byteorder_bad          |  448 | byteorder middle
          z56_7z                     |    0 | a 7z file
          z57_pytorch1_preview       |    0 | a file of the PyTorch 1.0 preview
          z58_hdf5                   |    0 | an HDF5 file
          """)
  void refusesHostileFiles(String name, String offset, String reason) {
    byte[] bytes = Archives.bytes("hostile/" + name + ".pt");
    ByteSource source = ByteSource.of(ByteBuffer.wrap(bytes));
    ByteSource frugal =
        new ByteSource() {
          private long asked;

          @Override
          public long size() throws IOException {
            return source.size();
          }

          @Override
          public void read(long offset, ByteBuffer into) throws IOException {
            asked += into.remaining();
            // each of the file's bytes in two buffers, as a header, a directory or data; and in two
            // more where it is asked what a refused file may be instead
            assertThat(asked).as("bytes of buffers").isLessThanOrEqualTo(4L * bytes.length + 1024);
            source.read(offset, into);
          }
        };
    expectRefusal(
        () -> readAll(TorchArchive.of(name, frugal, ZipLimits.DEFAULT)), name, offset, reason);
  }

  static List<String> soundContainers() {
    return Archives.in("hostile").stream()
        .filter(name -> !name.startsWith("hostile/z") || name.contains("z51"))
        .toList();
  }

  /** What is wrong with the others is in their pickles and programs. */
  @ParameterizedTest
  @MethodSource("soundContainers")
  void opensSoundContainersOfHostilePickles(String name) throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes(name));
    for (ZipRecord record : archive.records()) {
      archive.read(record.name(), piece -> {});
    }
  }

  /** The control's parts: headers at 0, 356, 470, 616, 728; directory at 850; ends from 1156 on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a comment that is not there     | 1252:0100 | 1232 | no comment
          a disk number                   | 1236:01   | 1232 | one disk
          a directory on another disk     | 1238:01   | 1232 | one disk
          entries on other disks          | 1240:04   | 1232 | 4 of 5 entries
          a disk number in zip64          | 1172:01   | 1156 | one disk
          entries on other disks in zip64 | 1180:04   | 1156 | 4 of 5 entries
          two disks                       | 1228:02   | 1212 | the zip64 locator must point
          a zip64 end elsewhere           | 1220:80   | 1212 | the zip64 locator must point
          no zip64 end                    | 1156:51   | 1156 | the zip64 end must begin
          a longer zip64 end              | 1160:2d   | 1156 | the zip64 end must begin
          two numbers of entries          | 1240:04000400 | 1232 | the two ends
          two directory sizes             | 1244:33   | 1232 | the two ends
          two directory offsets           | 1248:53   | 1232 | the two ends
          fewer entries                   | 1180:04 1188:04 1240:04000400 | 1095 | 61 more bytes
          more entries                    | 1180:06 1188:06 1240:06000600 | 1156 | begin with its signature
          more entries than there is room | 1180:07 1188:07 1240:07000700 | 1156 | the bytes its entries need
          no entries                      | 1180:00 1188:00 1240:00000000 | 1156 | the bytes its entries need
          2^63 entries | 1180:0000000000000080 1188:0000000000000080 1240:ffffffff | 1156 | 9223372036854775808 entries
          a directory beyond the end      | 1204:53030100 1248:ffffffff | 1156 | must end where its end record begins
          a directory of 2^64 - 1 bytes   | 1196:ffffffffffffffff 1244:ffffffff | 1156 | must end where its end record begins
          no entry's signature            | 912:51    |  912 | begin with its signature
          an entry's comment              | 944:01    |  912 | without a comment
          an entry on another disk        | 946:01    |  912 | disk 1
          an entry's name beyond the end  | 1123:10   | 1095 | must lie in the central directory
          other name in the header        | 30:62     |    0 | the directory's name
          longer name in the header       | 26:11     |    0 | the directory's name
          encryption in both              | 6:09 858:09 | 850 | not encrypted
          strong encryption in both       | 6:48 858:48 | 850 | not encrypted
          method 99 in both               | 478:63 985:63 | 975 | method 99
          a size into the next record     | 995:3000000030000000 | 470 | must end before what follows
          a smaller size                  | 995:1700000017000000 | 470 | nothing but a descriptor must follow
          sizes elsewhere, but nowhere    | 995:ffffffffffffffff | 975 | no room elsewhere
          an offset elsewhere, but nowhere | 1017:ffffffff | 975 | no room elsewhere
          an extra field over a name      | 1005:04 1003:0a | 975 | no room elsewhere
          a broken extra field            | 405:ff       | 356 | the extra field must be whole
          a size in the header            | 488:18    |  470 | the directory's sizes and sum
          a sum in the header             | 484:18    |  470 | the directory's sizes and sum
          an absolute name                | 386:2f 958:2f | 912 | a part that is empty
          a control character             | 387:00 959:00 | 912 | a\\u0000chive/byteorder
          a folder to miniz               | 1013:10   |  975 | must be plain files
          a link to Unix                  | 980:03 1016:a1 | 975 | must be plain files
          another name in a header's extra field | 403:7570 | 356 | must not rename
          a name in no charset or all     | 7:00 859:00 17:00 33:c3 34:a9 896:c3 897:a9 | 850 | must be UTF-8
          """)
  void refusesEditedArchives(String what, String edits, String offset, String reason) {
    byte[] bytes = Archives.edited(Archives.bytes(CONTROL), edits);
    expectRefusal(() -> readAll(Archives.open(bytes)), Archives.NAME, offset, reason);
  }

  @Test
  void neverInflates() throws IOException {
    byte[] deflated = Archives.edited(Archives.bytes(CONTROL), "478:08 985:08");
    TorchArchive archive = Archives.open(deflated);
    assertThat(archive.read("data/1", 8).remaining()).isEqualTo(8);
    expectRefusal(() -> archive.read("data/0", 24), Archives.NAME, "576", "data/0 must be stored");
    expectRefusal(
        () -> archive.read("data/0", piece -> {}), Archives.NAME, "576", "data/0 must be stored");
  }

  /** PyTorch finds {@code DATA.PKL} under {@code data.pkl}, and of two takes the last. */
  @ParameterizedTest
  @CsvSource({"data.pkl, DATA.PKL", "data/0, data/0.x", "data/0.x, DATA/0.X", "version, Version"})
  void namesThatDifferByCaseAreOneName(String one, String other) throws IOException {
    Map<String, String> records = new LinkedHashMap<>(Map.of("data.pkl", "x", "version", "3"));
    records.put(one, "3");
    records.put(other, "3");
    byte[] bytes = Archives.of(records);
    if (one.equalsIgnoreCase(other)) {
      assertThatThrownBy(() -> Archives.open(bytes))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("different names, whatever their case (got archive/");
    } else {
      assertThat(Archives.open(bytes).records()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"data.pkl, Data.pkl", "version, VERSION"})
  void aNameInAnotherCaseIsNotTheName(String name, String written) throws IOException {
    Map<String, String> records = new LinkedHashMap<>(Map.of("data.pkl", "x", "version", "3"));
    records.put(written, requireNonNull(records.remove(name)));
    byte[] bytes = Archives.of(records);
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must be named as it is asked for (got " + written);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0008, 0x0017, 0x2605, 0x2705, 0x6375, 0x7075, 0x9901})
  void fieldsThatNameARecordAnewAreRefused(int tag) throws IOException {
    byte[] plain = Archives.of(Map.of("data.pkl", "x", "version", "3"));
    byte[] times = withDirectoryField(plain, 0x5455);
    assertThat(Archives.open(times).records()).hasSize(2);
    byte[] bytes = withDirectoryField(plain, tag);
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must not rename or encrypt the record");
  }

  /** An archive whose first entry of the directory has an extra field of six bytes. */
  private static byte[] withDirectoryField(byte[] archive, int tag) {
    ByteBuffer old = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int end = archive.length - Zip.END_BYTES;
    int directory = old.getInt(end + 16);
    int at = directory + Zip.DIRECTORY_ENTRY_BYTES + old.getShort(directory + 28);
    ByteBuffer made = ByteBuffer.allocate(archive.length + 6).order(ByteOrder.LITTLE_ENDIAN);
    made.put(archive, 0, at).putShort((short) tag).putShort((short) 2).putShort((short) 0);
    made.put(archive, at, archive.length - at);
    made.putShort(directory + 30, (short) 6);
    int size = old.getInt(end + 12) + 6;
    made.putInt(end + 6 + 12, size);
    made.putLong(end + 6 - Zip.ZIP64_LOCATOR_BYTES - Zip.ZIP64_END_BYTES + 40, size);
    made.putLong(end + 6 - Zip.ZIP64_LOCATOR_BYTES + 8, (long) directory + size);
    return made.array();
  }
}
