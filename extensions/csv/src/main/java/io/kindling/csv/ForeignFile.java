package io.kindling.csv;

import io.kindling.error.DataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out, by its first bytes, what a file is that is no delimited text. */
final class ForeignFile {
  /** As many bytes tell what a file is. */
  static final int HEAD = 512;

  private static final String SHEET = "save the sheet as CSV";
  private static final String UNPACK = "unpack it";
  private static final String EXPORT = "export the table as CSV";
  private static final String NUMPY = "numpy.savetxt writes it as text";
  private static final String TABLE = "take the file of the table";
  private static final String PICKLE = "to_csv of pandas writes a table as text";

  /** Where a zip archive has the name of its first file. */
  private static final int ZIP_NAME = 30;

  private static final int TAR_MARK = 257;

  /** Says of a mark that it is anywhere in the first bytes of a zip archive. */
  private static final int IN_ZIP = -1;

  private static final String ZIP = "PK\3\4";

  private static final String DOWNLOAD = "download the file itself, not the page about it";

  /**
   * A form of file.
   *
   * @param name what people call it
   * @param remedy what to do
   * @param at where the bytes are that tell
   * @param mark the bytes, as Latin-1
   */
  private record Form(String name, String remedy, int at, String mark) {
    boolean isOf(String head) {
      return at == IN_ZIP ? head.startsWith(ZIP) && head.contains(mark) : head.startsWith(mark, at);
    }
  }

  /** Forms of bytes that are no text, the more special before the more general. */
  private static final List<Form> BINARY =
      List.of(
          new Form("an Excel file", SHEET, ZIP_NAME, "[Content_Types].xml"),
          new Form("an Excel file", SHEET, ZIP_NAME, "xl/"),
          new Form("an Excel file", SHEET, ZIP_NAME, "_rels/"),
          new Form("an Excel file", SHEET, ZIP_NAME, "docProps/"),
          new Form("an OpenDocument file", SHEET, ZIP_NAME, "mimetypeapplication/vnd.oasis"),
          new Form("arrays of NumPy", NUMPY, IN_ZIP, ".npy"),
          new Form("a model of PyTorch", TABLE, IN_ZIP, "data.pkl"),
          new Form("a zip archive", UNPACK, 0, ZIP),
          new Form("an empty zip archive", UNPACK, 0, "PK\5\6"),
          new Form("an old Excel file", SHEET, 0, "\u00D0\u00CF\u0011\u00E0"),
          new Form("a Parquet file", "the artifact kindling-parquet reads it", 0, "PAR1"),
          new Form("an Arrow file", EXPORT, 0, "ARROW1"),
          new Form("a stream of Arrow", EXPORT, 0, "\u00FF\u00FF\u00FF\u00FF"),
          new Form("a Feather file", EXPORT, 0, "FEA1"),
          new Form("an ORC file", EXPORT, 0, "ORC"),
          new Form("an Avro file", EXPORT, 0, "Obj\1"),
          new Form("an HDF5 file", EXPORT, 0, "\u0089HDF"),
          new Form("a NumPy array", NUMPY, 0, "\u0093NUMPY"),
          new Form("an SPSS file", EXPORT, 0, "$FL2@(#)"),
          new Form("a SQLite database", EXPORT, 0, "SQLite format 3"),
          new Form("data of R", EXPORT, 0, "RDX"),
          new Form("data of R", EXPORT, 0, "RDA"),
          new Form("data of R", EXPORT, 0, "X\n\0"),
          new Form("a bzip2 archive", UNPACK, 0, "BZh"),
          new Form("an xz archive", UNPACK, 0, "\u00FD7zXZ"),
          new Form("a zstd archive", UNPACK, 0, "(\u00B5/\u00FD"),
          new Form("a 7z archive", UNPACK, 0, "7z\u00BC\u00AF"),
          new Form("a tar archive", UNPACK, TAR_MARK, "ustar"),
          new Form("a PNG picture", TABLE, 0, "\u0089PNG"),
          new Form("a JPEG picture", TABLE, 0, "\u00FF\u00D8\u00FF"),
          new Form("a GIF picture", TABLE, 0, "GIF8"),
          new Form("a PDF file", TABLE, 0, "%PDF-"),
          new Form("a pickle of Python", PICKLE, 0, "\u0080\2"),
          new Form("a pickle of Python", PICKLE, 0, "\u0080\3"),
          new Form("a pickle of Python", PICKLE, 0, "\u0080\4"),
          new Form("a pickle of Python", PICKLE, 0, "\u0080\5"));

  /** Forms of text, behind the spaces that it begins with. */
  private static final List<Form> TEXT =
      List.of(
          new Form("a page of the web", DOWNLOAD, 0, "<!doctype html"),
          new Form("a page of the web", DOWNLOAD, 0, "<html"),
          new Form("an XML file", EXPORT, 0, "<?xml"),
          new Form("JSON", EXPORT, 0, "{\""),
          new Form("JSON", EXPORT, 0, "{ \""),
          new Form("JSON", EXPORT, 0, "{\n"),
          new Form("JSON", EXPORT, 0, "{\r"),
          new Form("JSON", EXPORT, 0, "[{"),
          new Form("JSON", EXPORT, 0, "[ {"),
          new Form("JSON", EXPORT, 0, "[["),
          new Form("JSON", EXPORT, 0, "[\n"),
          new Form("JSON", EXPORT, 0, "[\r"),
          new Form("a PDF file", TABLE, 0, "%pdf-"), // not all have bytes that are no text in front
          new Form("a text of RTF", TABLE, 0, "{\\rtf"),
          new Form("an ARFF file", EXPORT, 0, "@relation"),
          new Form("a Stata file", EXPORT, 0, "<stata_dta>"),
          new Form("a pointer of Git LFS", "git lfs pull", 0, "version https://git-lfs"));

  private ForeignFile() {}

  /**
   * Refuses a file that is something else, as far as that can be told.
   *
   * @param zeros whether zero bytes may belong to its text
   */
  static void check(String place, byte[] head, boolean zeros) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String words = text.stripLeading().toLowerCase(Locale.ROOT);
    boolean binary = text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c));
    for (Form form : binary ? BINARY : TEXT) {
      if (form.isOf(binary ? text : words)) {
        throw refused(place, form.name, form.remedy);
      }
    }
    int zero = text.indexOf(0);
    if (zero >= 0 && !zeros) {
      if (isTextButForZeros(head)) {
        long line = 1 + text.substring(0, zero).chars().filter(c -> c == '\n').count();
        throw refused(
            place + ", line " + line, "a zero byte", "take it out, or write the table again");
      }
      throw refused(place, "bytes that are no text", TABLE);
    }
  }

  /** Whether bytes are UTF-8, with nothing but zeros among it that is in no text. */
  static boolean isTextButForZeros(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    int end = Math.max(0, text.length() - 1); // the last character may be cut
    return text.substring(0, end)
        .chars()
        .noneMatch(c -> c == '\uFFFD' || (c > 0 && c < ' ' && !Character.isWhitespace(c)));
  }

  /** The error of a file that is no text. */
  static DataException refused(String place, String got, @Nullable String remedy) {
    return new DataException(place, "the file must be readable as CSV", got, "text", remedy);
  }
}
