package org.harl.eval.classify;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Minimises a smooth function of many numbers (L-BFGS: Nocedal and Wright, Numerical Optimization,
 * algorithm 7.4), with steps that shrink until they lead down enough (Armijo).
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final double ENOUGH = 1e-4;
  private static final int MOST_HALVINGS = 20;
  private static final double LEAST_CURVATURE = 1e-12;

  private final int iterations;
  private final double tolerance;
  private final ArrayDeque<Pair> pairs = new ArrayDeque<>();

  /**
   * A minimiser.
   *
   * @param iterations at most
   * @param tolerance it ends where no part of the gradient is larger, or where a step gains less
   *     than this share of the value
   */
  Lbfgs(int iterations, double tolerance) {
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** A value and its gradient. */
  record Point(double value, double[] gradient) {}

  /** What is minimised. */
  interface Function {
    Point at(double[] x);
  }

  private record Pair(double[] step, double[] change, double curvature) {}

  /** Where the function is least, as far as it was found from here. */
  double[] minimise(Function function, double[] start) {
    pairs.clear();
    double[] x = start.clone();
    Point here = function.at(x);
    for (int i = 0; i < iterations && largest(here.gradient) > tolerance; i++) {
      double[] direction = direction(here.gradient);
      double slope = dot(direction, here.gradient);
      double length = pairs.isEmpty() ? 1 / Math.max(1, norm(here.gradient)) : 1;
      double[] next = moved(x, direction, length);
      Point there = function.at(next);
      for (int h = 0;
          h < MOST_HALVINGS && !(there.value <= here.value + ENOUGH * length * slope);
          h++) {
        length /= 2;
        next = moved(x, direction, length);
        there = function.at(next);
      }
      if (!(there.value < here.value)) {
        return x; // as far as the arithmetic goes
      }
      remember(x, next, here, there);
      double gained = here.value - there.value;
      x = next;
      here = there;
      if (gained <= tolerance * 1e-3 * Math.abs(here.value)) {
        return x;
      }
    }
    return x;
  }

  private void remember(double[] from, double[] to, Point before, Point after) {
    double[] step = difference(to, from);
    double[] change = difference(after.gradient, before.gradient);
    double curvature = dot(step, change);
    if (curvature > LEAST_CURVATURE * dot(change, change)) {
      pairs.addFirst(new Pair(step, change, curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  /** The two loops: the inverse Hessian, as the pairs tell it, times the negative gradient. */
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] weights = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      weights[i] = dot(pair.step, q) / pair.curvature;
      add(q, pair.change, -weights[i++]);
    }
    Pair newest = pairs.peekFirst();
    if (newest != null) {
      double scale = newest.curvature / dot(newest.change, newest.change);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      add(q, pair.step, weights[--i] - dot(pair.change, q) / pair.curvature);
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  private static double[] moved(double[] x, double[] direction, double length) {
    double[] moved = x.clone();
    add(moved, direction, length);
    return moved;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, b, -1);
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double largest(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }
}
