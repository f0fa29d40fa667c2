/**
 * What {@code torch.save} wrote before version 1.6, and still writes with {@code
 * _use_new_zipfile_serialization=False}: no archive but a stream of pickles with the storages
 * behind them, each after its length.
 *
 * <p>No part says how long it is, and nothing has a checksum. {@code PickleExtent} finds a pickle's
 * end without taking it to memory, {@code PickleReader} reads it as that of an archive, and {@code
 * LegacyStream} finds the storages, whose lengths must be those that the pickle says.
 */
@NullMarked
package io.kindling.checkpoint.legacy;

import org.jspecify.annotations.NullMarked;
