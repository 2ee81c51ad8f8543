package org.harl.cli.options;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.harl.error.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Several numbers of one option, as {@code 0.8,0.4}.
 *
 * @param values in their order
 */
public record Numbers(List<Double> values) {
  /** Copies the values. */
  public Numbers {
    values = List.copyOf(values);
  }

  /** These numbers. */
  public static Numbers of(double... values) {
    return new Numbers(DoubleStream.of(values).boxed().toList());
  }

  /**
   * The one of a view: the only number, or that of its place.
   *
   * @param index of the view, from 0
   * @param views how many there are
   */
  public double each(String option, int index, int views) {
    if (values.size() != 1 && values.size() != views) {
      throw new InvalidInputException(
          option
              + ": one number is needed, or one for each of "
              + views
              + " views, got '"
              + this
              + "'");
    }
    return values.get(values.size() == 1 ? 0 : index);
  }

  @Override
  public String toString() {
    return values.stream()
        .map(value -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(","));
  }

  /** Reads them. */
  public static final class Converter implements ITypeConverter<Numbers> {
    @Override
    public Numbers convert(String text) {
      try {
        return new Numbers(Stream.of(text.split(",", -1)).map(Double::valueOf).toList());
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is no list of numbers such as 0.8,0.4");
      }
    }
  }
}
