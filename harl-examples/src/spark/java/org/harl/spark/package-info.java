/**
 * Blocks of images on Apache Spark, which nothing else here needs (Maven's profile {@code spark}):
 * {@link org.harl.spark.SparkBlocksProvider} is found by {@code --spark}. The driver is one thread;
 * tasks run wherever Spark puts them, several at a time.
 */
@NullMarked
package org.harl.spark;

import org.jspecify.annotations.NullMarked;
