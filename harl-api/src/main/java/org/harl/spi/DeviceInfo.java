package org.harl.spi;

/**
 * A device that a backend can run on.
 *
 * @param name {@code cpu} or {@code gpu:0}
 * @param description engine and its version, in the engine's words
 */
public record DeviceInfo(String name, String description) {}
