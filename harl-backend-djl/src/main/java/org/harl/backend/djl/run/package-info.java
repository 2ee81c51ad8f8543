/**
 * Programs run one primitive at a time: {@link org.harl.backend.djl.run.Plan} says which matter,
 * which kernel takes their place and when a value is closed, {@link
 * org.harl.backend.djl.run.DjlSession} holds variables, {@link
 * org.harl.backend.djl.run.DjlExecutable} runs a plan by PyTorch's operators and by kernels in
 * TorchScript. One thread at a time a session.
 */
@NullMarked
package org.harl.backend.djl.run;

import org.jspecify.annotations.NullMarked;
