/**
 * PyTorch on this machine: finding and loading its natives, its switches, and whether it computes
 * rightly ({@link org.harl.backend.djl.engine.PyTorch}, {@link
 * org.harl.backend.djl.engine.Safeguard}). Loaded once a process, and examined by one thread at a
 * time, whichever opens a backend.
 */
@NullMarked
package org.harl.backend.djl.engine;

import org.jspecify.annotations.NullMarked;
