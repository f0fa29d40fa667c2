package io.kindling.checkpoint.python;

import io.kindling.core.TensorData;
import java.util.Map;

/**
 * A tensor with what Python knows of it beside its values.
 *
 * @param values its values, a {@link io.kindling.checkpoint.stored.StoredTensor} or {@link
 *     TensorData}
 * @param parameter whether it is a {@code torch.nn.Parameter}
 * @param requiresGrad whether it wants a gradient
 * @param attributes what somebody has put on it, by name
 */
public record PythonTensor(
    Object values, boolean parameter, boolean requiresGrad, Map<?, ?> attributes) {}
