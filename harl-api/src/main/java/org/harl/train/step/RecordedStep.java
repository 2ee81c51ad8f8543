package org.harl.train.step;

import org.harl.trace.Program;

/**
 * A step, or the half of one up to its gradients, from one recording.
 *
 * @param program what a session compiles
 * @param variables of the step
 * @param projectionSize D of the projections [N, D]
 */
public record RecordedStep(Program program, StepVariables variables, int projectionSize) {}
