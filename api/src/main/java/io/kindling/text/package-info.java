/**
 * What more than one place does with texts: shows those of others, reads numbers, describes
 * objects. Exported to Kindling's own modules only.
 */
@NullMarked
package io.kindling.text;

import org.jspecify.annotations.NullMarked;
