/**
 * Workers that train one model together: {@link org.harl.spi.collective.CollectiveProvider}, found
 * by {@link java.util.ServiceLoader}, joins a group of processes, and a {@link
 * org.harl.spi.collective.Collective} reduces buffers over them. harl moves no bytes between hosts
 * itself.
 *
 * <pre>{@code
 * Membership first = new Membership(List.of("localhost:7000"), 0, "run-42", Duration.ofMinutes(1));
 * try (Collective workers = Collectives.find(null).join(first)) {
 *   TensorData gradient = TensorData.of(Shape.of(2), 1f, 2f);
 *   workers.mean(List.of(gradient)); // now the mean over all workers, the same bits on each
 * }
 * }</pre>
 */
@NullMarked
package org.harl.spi.collective;

import org.jspecify.annotations.NullMarked;
