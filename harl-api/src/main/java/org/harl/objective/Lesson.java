package org.harl.objective;

import org.harl.model.Head;

/**
 * How the online network answers a teacher: a head of its own takes each view's features, pooled
 * over the whole map, to as many numbers as the teacher's have.
 *
 * @param head from features [N, C] to answers [N, F]
 * @param features F, at least 1
 */
public record Lesson(Head head, int features) {}
