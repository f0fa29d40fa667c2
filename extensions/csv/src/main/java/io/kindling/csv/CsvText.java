package io.kindling.csv;

import io.kindling.error.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The text of a file, whatever that is packed and encoded in.
 *
 * @param source the file
 * @param bytes the text from the line on that names the columns
 * @param charset its encoding
 * @param head what its first lines say
 */
record CsvText(CsvFile source, InputStream bytes, Charset charset, Head head) implements Closeable {
  /** As much of a file tells how long its lines are. */
  private static final int SAMPLE = 1 << 16;

  private static final int PIECE = 1 << 16;

  /** No character of Unicode, now or ever. */
  static final char BROKEN = '\uFFFF';

  /** Opens a file; what is no text, as far as that can be told, is refused. */
  static CsvText open(CsvFile source) throws IOException {
    source.check();
    try {
      InputStream bytes = opened(source);
      try {
        return of(source, bytes);
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (EOFException | ZipException e) {
      throw damaged(source, e);
    }
  }

  private static CsvText of(CsvFile source, InputStream bytes) throws IOException {
    Charset charset = charset(source, bytes);
    byte[] first = head(bytes, Head.MOST);
    Head head = Head.of(new String(first, charset), source.dialect(), first.length == Head.MOST);
    String before = new String(first, charset).substring(0, head.length());
    bytes.skipNBytes(before.getBytes(charset).length);
    return new CsvText(source, bytes, charset, head);
  }

  /** Finds out the encoding of a text, and passes its byte-order mark over. */
  private static Charset charset(CsvFile source, InputStream bytes) throws IOException {
    byte[] head = head(bytes, ForeignFile.HEAD);
    Encoding encoding = Encoding.of(head, source.dialect().charset());
    ForeignFile.check(source.name(), head, encoding.hasZeros());
    bytes.skipNBytes(encoding.mark());
    return encoding.charset();
  }

  /** Reads it, with {@link #BROKEN} in the place of bytes that are none of its encoding. */
  Reader reader() {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(BROKEN));
    return new UnmarkedReader(new BufferedReader(new InputStreamReader(bytes, decoder), PIECE));
  }

  private static InputStream opened(CsvFile source) throws IOException {
    InputStream file = Files.newInputStream(source.file());
    try {
      InputStream bytes = unpacked(file);
      return bytes.markSupported() ? bytes : new BufferedInputStream(bytes, PIECE);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The bytes of a file, or of what is packed in it. */
  private static InputStream unpacked(InputStream file) throws IOException {
    InputStream bytes = new BufferedInputStream(file, PIECE);
    return Gzip.begins(head(bytes, 2)) ? new Gzip(bytes) : bytes;
  }

  private static byte[] head(InputStream bytes, int most) throws IOException {
    bytes.mark(most);
    byte[] head = bytes.readNBytes(most);
    bytes.reset();
    return head;
  }

  private static DataException damaged(CsvFile source, IOException failure) {
    return new DataException(
        source.name(),
        "a gzip archive must be whole",
        failure.getMessage() + "",
        "all of it, as it was written",
        "fetch it or pack it again");
  }

  /**
   * Makes the error of bytes that are not what they should be.
   *
   * @param failure what was found
   * @return the error
   * @throws IOException what was found, if that is something else
   */
  DataException refused(IOException failure) throws IOException {
    if (failure instanceof EOFException || failure instanceof ZipException) {
      return damaged(source, failure);
    }
    throw failure;
  }

  /** About how many lines a file has, by the length of the first ones. */
  static double aboutLines(Path file) throws IOException {
    try (InputStream packed = Files.newInputStream(file);
        InputStream bytes = unpacked(packed)) {
      byte[] sample = bytes.readNBytes(SAMPLE);
      int lines = 0;
      for (byte one : sample) {
        lines += one == '\n' ? 1 : 0;
      }
      long read = bytes instanceof Gzip gzip ? gzip.packedBytes() : sample.length;
      return (double) Files.size(file) * Math.max(1, lines) / Math.max(1, read);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
