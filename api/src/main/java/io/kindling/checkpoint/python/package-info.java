/**
 * What Python has in a checkpoint and Java has no word for: small values that say what was there,
 * so that it can be looked at and, written back, be the same in Python again.
 *
 * <p>All but {@link io.kindling.checkpoint.python.Unread} are values that PyTorch or Python makes
 * without running anything of a file's own. An {@code Unread} is an object of any other class: what
 * the file says of it, and nothing that its class would do.
 */
@NullMarked
package io.kindling.checkpoint.python;

import org.jspecify.annotations.NullMarked;
