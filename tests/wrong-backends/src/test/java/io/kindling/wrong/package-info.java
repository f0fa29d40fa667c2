/** Backends with one defect each, and that the test kit rejects them for it. */
@NullMarked
package io.kindling.wrong;

import org.jspecify.annotations.NullMarked;
