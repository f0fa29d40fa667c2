package io.kindling.checkpoint.zip;

/** The numbers of the zip format (PKWARE APPNOTE 6.3), all little-endian in files. */
final class Zip {
  static final int LOCAL_HEADER = 0x04034b50;
  static final int DESCRIPTOR = 0x08074b50;
  static final int DIRECTORY_ENTRY = 0x02014b50;
  static final int END = 0x06054b50;
  static final int ZIP64_END = 0x06064b50;
  static final int ZIP64_LOCATOR = 0x07064b50;

  static final int LOCAL_HEADER_BYTES = 30;
  static final int DESCRIPTOR_BYTES = 16;
  static final int ZIP64_DESCRIPTOR_BYTES = 24;
  static final int DIRECTORY_ENTRY_BYTES = 46;
  static final int END_BYTES = 22;
  static final int ZIP64_END_BYTES = 56;
  static final int ZIP64_LOCATOR_BYTES = 20;

  /** The end record's own count of bytes leaves out its signature and the count itself. */
  static final int ZIP64_END_REST = ZIP64_END_BYTES - 12;

  /** Sizes and sum follow the data, because they were not known before it. */
  static final int FLAG_DESCRIPTOR = 1 << 3;

  static final int FLAG_UTF8 = 1 << 11;

  /** How hard a compressor tried; says nothing to a reader. */
  static final int FLAGS_EFFORT = 0b110;

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** The version that has deflation. */
  static final int NEEDS_DEFLATION = 20;

  /** The version that has zip64. */
  static final int NEEDS_ZIP64 = 45;

  static final int ZIP64_EXTRA = 1;

  /** In place of a number that is in a zip64 field. */
  static final int ELSEWHERE_16 = 0xffff;

  static final long ELSEWHERE_32 = 0xffff_ffffL;

  private Zip() {}
}
