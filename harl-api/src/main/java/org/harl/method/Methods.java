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

  /**
   * {@return HARL (Tran et al. 2022, doi 10.3390/s22145169): {@link Method#standard}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method harl(int size) {
    return Method.standard(size);
  }

  /**
   * {@return BYOL (Grill et al. 2020, arXiv 2006.07733): HARL without regions}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method byol(int size) {
    return Method.standard(size).withObjective(RegionObjective.byol());
  }

  /**
   * {@return {@link SimClr#method}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method simclr(int size) {
    return SimClr.method(size);
  }

  /**
   * {@return {@link Moco#method}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method moco(int size) {
    return Moco.method(size);
  }

  /**
   * {@return {@link Moco#methodV2}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method mocoV2(int size) {
    return Moco.methodV2(size);
  }

  /**
   * {@return {@link SimSiam#method}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method simsiam(int size) {
    return SimSiam.method(size);
  }

  /**
   * {@return {@link Pirl#method}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method pirl(int size) {
    return Pirl.method(size);
  }

  /**
   * {@return {@link Supervised#method}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method supervised(int size) {
    return Supervised.method(size);
  }

  /**
   * {@return {@link DetCon#methodB}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method detconB(int size) {
    return DetCon.methodB(size);
  }

  /**
   * {@return {@link DetCon#methodS}}
   *
   * @param size the side of the view, in pixels; of 64 or less the small stem and the paper's
   *     settings for CIFAR-10, where it has any
   */
  public static Method detconS(int size) {
    return DetCon.methodS(size);
  }

  /**
   * {@return the names that a text may begin with, in alphabetical order}
   *
   * @throws HarlException if two families have one name
   */
  public static List<String> names() {
    return onClassPath(1).names();
  }

  /**
   * {@return where the method of a text is from}
   *
   * @param text a name of {@link #names}, with settings behind commas
   * @throws InvalidInputException if no family has the name
   */
  public static String source(String text) {
    Families<MethodFamily, Method> families = onClassPath(1);
    return families.family(text).source(families.name(text));
  }

  /**
   * {@return the method of a text such as {@code simclr} or {@code
   * mocov2,queue=4096,temperature=0.1}, in any case}
   *
   * @param text a name of {@link #names}, with settings behind commas
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
