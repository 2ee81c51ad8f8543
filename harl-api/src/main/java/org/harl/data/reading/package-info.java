/**
 * Reading many images for long: on threads that fill batches in order ({@link
 * org.harl.data.reading.LoaderThreads}), each image within a time of its own ({@link
 * org.harl.data.reading.ImageReading}), with account of those that could not be read ({@link
 * org.harl.data.reading.CorruptImages}). Not for applications; all serve many threads.
 */
@NullMarked
package org.harl.data.reading;

import org.jspecify.annotations.NullMarked;
