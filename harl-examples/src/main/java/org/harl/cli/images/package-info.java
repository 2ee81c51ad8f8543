/**
 * Images as they are named on the command line: {@link org.harl.cli.images.Sources} opens folders,
 * lists and drawn scenes, {@link org.harl.cli.images.LabelledImages} those with classes. Options
 * belong to the thread of their command; the sources that they open serve many threads.
 */
@NullMarked
package org.harl.cli.images;

import org.jspecify.annotations.NullMarked;
