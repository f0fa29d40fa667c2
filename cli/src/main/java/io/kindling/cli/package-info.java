/**
 * The {@code kindling} command: each class that picocli runs parses, calls the library, prints.
 *
 * <p>Starting fast: texts are put together without {@code invokedynamic}, which makes classes at
 * every start that no class archive can hold, and with {@code --backend cpu} nothing of LibTorch is
 * loaded but the provider that says its name. The launcher's archive of classes is explained in the
 * script {@code kindling}.
 */
@NullMarked
package io.kindling.cli;

import org.jspecify.annotations.NullMarked;
