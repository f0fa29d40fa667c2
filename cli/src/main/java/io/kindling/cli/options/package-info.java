/** The command's options, in groups: each says what is typed and what is wrong with it. */
@NullMarked
package io.kindling.cli.options;

import org.jspecify.annotations.NullMarked;
