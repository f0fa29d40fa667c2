/**
 * Files in the safetensors format.
 *
 * <p>Files of any size are opened, and a tensor is read when it is asked for. Notes are the
 * format's own metadata. The header is read byte by byte and within limits; nothing is kept but the
 * tensors that it describes.
 */
@NullMarked
package io.kindling.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
