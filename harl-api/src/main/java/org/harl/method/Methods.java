package org.harl.method;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.objective.RegionObjective;
import org.harl.services.Families;

/**
 * Methods as their papers have them, and those of the {@link MethodFamily families} on the class
 * path. Each has the networks, views, optimiser and schedules that its paper has for ImageNet, and
 * for views of 64 pixels or less those that its authors have for CIFAR-10, where they have any; the
 * encoder is ResNet-18 in all. {@code with..} gives another value to a setting.
 */
public final class Methods {
  private static final String ADD =
      "name one of these, or add the jar that has its MethodFamily (HARL_CLASSPATH=FILE.jar for"
          + " ./harl)";

  private Methods() {}

  /** HARL (Tran et al. 2022, doi 10.3390/s22145169): {@link Method#standard}. */
  public static Method harl(int size) {
    return Method.standard(size);
  }

  /** BYOL (Grill et al. 2020, arXiv 2006.07733): HARL without regions. */
  public static Method byol(int size) {
    return Method.standard(size).withObjective(RegionObjective.byol());
  }

  /** {@link SimClr#method}. */
  public static Method simclr(int size) {
    return SimClr.method(size);
  }

  /** {@link Moco#method}. */
  public static Method moco(int size) {
    return Moco.method(size);
  }

  /** {@link Moco#methodV2}. */
  public static Method mocoV2(int size) {
    return Moco.methodV2(size);
  }

  /** {@link SimSiam#method}. */
  public static Method simsiam(int size) {
    return SimSiam.method(size);
  }

  /** {@link Pirl#method}. */
  public static Method pirl(int size) {
    return Pirl.method(size);
  }

  /** {@link Supervised#method}. */
  public static Method supervised(int size) {
    return Supervised.method(size);
  }

  /** {@link DetCon#methodB}. */
  public static Method detconB(int size) {
    return DetCon.methodB(size);
  }

  /** {@link DetCon#methodS}. */
  public static Method detconS(int size) {
    return DetCon.methodS(size);
  }

  /**
   * The names that a text may begin with, in alphabetical order.
   *
   * @throws HarlException if two families have one name
   */
  public static List<String> names() {
    return onClassPath(1).names();
  }

  /**
   * Where the method of a text is from.
   *
   * @throws InvalidInputException if no family has the name
   */
  public static String source(String text) {
    Families<MethodFamily, Method> families = onClassPath(1);
    return families.family(text).source(families.name(text));
  }

  /**
   * The method of a text such as {@code simclr} or {@code mocov2,queue=4096,temperature=0.1}, in
   * any case.
   *
   * @param size the side of view 1, in pixels
   * @throws InvalidInputException if no family has the name, or its family has no such method
   * @throws HarlException if two families have the name
   */
  public static Method parse(String text, int size) {
    return onClassPath(size).parse(text);
  }

  private static Families<MethodFamily, Method> onClassPath(int size) {
    return Families.onClassPath(
        "method",
        MethodFamily.class,
        MethodFamily::names,
        (family, settings) -> family.method(settings, size),
        ADD);
  }
}
