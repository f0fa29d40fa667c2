/** Files in the safetensors format. */
@NullMarked
package io.kindling.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
