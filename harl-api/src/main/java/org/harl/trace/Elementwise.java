package org.harl.trace;

import java.util.List;
import org.harl.trace.Op.Kind;

/** The methods of a {@link Tensor} that take its elements one by one; there is no other. */
abstract sealed class Elementwise permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * {@return {@code this + other}}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor add(Tensor other) {
    return Primitives.binary("add", Kind.ADD, self(), other);
  }

  /**
   * {@return {@code this + value}}
   *
   * @param value finite
   */
  public Tensor add(double value) {
    return add(self().recorder().constant(value));
  }

  /**
   * {@return {@code this - other}}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor subtract(Tensor other) {
    return Primitives.binary("subtract", Kind.SUBTRACT, self(), other);
  }

  /**
   * {@return {@code this * other}}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor multiply(Tensor other) {
    return Primitives.binary("multiply", Kind.MULTIPLY, self(), other);
  }

  /**
   * {@return {@code this * value}}
   *
   * @param value finite
   */
  public Tensor multiply(double value) {
    return multiply(self().recorder().constant(value));
  }

  /**
   * {@return {@code this / other}}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor divide(Tensor other) {
    return Primitives.binary("divide", Kind.DIVIDE, self(), other);
  }

  /**
   * {@return the larger of the two}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor maximum(Tensor other) {
    return Primitives.binary("maximum", Kind.MAXIMUM, self(), other);
  }

  /**
   * {@return the larger of this and a number}
   *
   * @param value finite
   */
  public Tensor maximum(double value) {
    return maximum(self().recorder().constant(value));
  }

  /**
   * {@return the smaller of the two}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor minimum(Tensor other) {
    return Primitives.binary("minimum", Kind.MINIMUM, self(), other);
  }

  /**
   * {@return {@code this < other}, BOOL}
   *
   * @param other REAL, of a shape that broadcasts with this by numpy's rules
   */
  public Tensor less(Tensor other) {
    return Primitives.binary("less", Kind.LESS, self(), other);
  }

  /**
   * {@return {@code this < value}, BOOL}
   *
   * @param value finite
   */
  public Tensor less(double value) {
    return less(self().recorder().constant(value));
  }

  /**
   * {@return this BOOL condition ? a : b, element by element}
   *
   * @param a the value where it is true
   * @param b the value where it is false, of the same type
   */
  public Tensor select(Tensor a, Tensor b) {
    return Primitives.select(self(), a, b);
  }

  /** {@return {@code -this}} */
  public Tensor negate() {
    return Primitives.unary("negate", Kind.NEGATE, self());
  }

  /** {@return absolute value} */
  public Tensor abs() {
    return Primitives.unary("abs", Kind.ABS, self());
  }

  /** {@return {@code e^this}} */
  public Tensor exp() {
    return Primitives.unary("exp", Kind.EXP, self());
  }

  /** {@return natural logarithm} */
  public Tensor log() {
    return Primitives.unary("log", Kind.LOG, self());
  }

  /** {@return square root} */
  public Tensor sqrt() {
    return Primitives.unary("sqrt", Kind.SQRT, self());
  }

  /** {@return {@code 1 / sqrt(self())}} */
  public Tensor rsqrt() {
    return Primitives.unary("rsqrt", Kind.RSQRT, self());
  }

  /** {@return the largest integer not above it; no gradient} */
  public Tensor floor() {
    return Primitives.unary("floor", Kind.FLOOR, self());
  }

  /** {@return {@code max(self(), 0)}} */
  public Tensor relu() {
    return Primitives.unary("relu", Kind.RELU, self());
  }

  /**
   * {@return {@code min(max(self(), low), high)}}
   *
   * @param low the least value
   * @param high at least {@code low}
   */
  public Tensor clamp(double low, double high) {
    return Primitives.clamp(self(), low, high);
  }

  /** {@return the same values through which no gradient flows} */
  public Tensor stopGradient() {
    return Primitives.unary("stopGradient", Kind.STOP_GRADIENT, self());
  }

  /** {@return UINT8 or BOOL as REAL; a REAL is returned as it is} */
  public Tensor toReal() {
    Tensor self = self();
    return self.type() == ElementType.REAL
        ? self
        : self.recorder().emit(Kind.CAST, ElementType.REAL, self.shape(), List.of(self));
  }
}
