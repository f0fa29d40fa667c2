/** A backend as a newcomer would begin it; docs/writing-a-backend.md walks through it. */
@NullMarked
package io.kindling.toy;

import org.jspecify.annotations.NullMarked;
