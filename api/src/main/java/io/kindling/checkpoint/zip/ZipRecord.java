package io.kindling.checkpoint.zip;

/**
 * A record of an archive.
 *
 * @param name its name without the root: {@code data.pkl}, {@code data/0}
 * @param offset where its bytes begin in the file
 * @param size how many bytes it has
 * @param compressedSize how many of the file's bytes it takes; the same unless deflated
 * @param crc the CRC-32 of its bytes
 * @param deflated whether it is compressed; such records are never inflated
 */
public record ZipRecord(
    String name, long offset, long size, long compressedSize, int crc, boolean deflated) {}
