/**
 * The masks of a data set on Apache Spark, which nothing else here needs (Maven's profile {@code
 * spark}): {@link org.harl.spark.SparkMasks} is driver and tasks. The driver is one thread; tasks
 * run wherever Spark puts them, several at a time.
 */
@NullMarked
package org.harl.spark;

import org.jspecify.annotations.NullMarked;
