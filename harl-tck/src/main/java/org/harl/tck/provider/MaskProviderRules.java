package org.harl.tck.provider;

import java.util.List;
import java.util.stream.Stream;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;

/** PROV: what a mask provider owes. */
public final class MaskProviderRules {
  private MaskProviderRules() {}

  /** {@return all rules of a mask provider, in the order of RULES.md} */
  public static List<Rule<MaskTrial>> all() {
    return Stream.of(
            rules(), MaskAnswerRules.rules(), MaskSamenessRules.rules(), LabelMapRules.rules())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Rule<MaskTrial>> rules() {
    return List.of(
        Rule.<MaskTrial>of(
                "PROV-1",
                "A name MUST be of lower-case letters, digits and dashes, the same at every call.",
                "[a-z0-9-]+",
                MaskProviderRules::name)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-2",
                "A provider that is a service MUST be found by its name.",
                "MaskProviders.find(name()).getClass() == getClass()",
                MaskProviderRules::service)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-3",
                "A mask MUST have the size of its image.",
                "width and height of the image",
                MaskProviderRules::size)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-4",
                "A cell of a mask MUST be 0 or 1.",
                "cells[i] in {0, 1}",
                MaskProviderRules::cells)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-5",
                "A mask MUST stay as it was returned when others are asked for.",
                "cells(before) = cells(after)",
                MaskProviderRules::kept)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-6",
                "A provider MUST leave the image's pixels as they are.",
                "rgb(before) = rgb(after)",
                MaskProviderRules::pixels)
            .exactly());
  }

  private static void name(MaskTrial trial) {
    String name = trial.provider().name();
    Trial.require(
        name != null && name.matches("[a-z0-9-]+"),
        "the name is '" + name + "'; use lower-case letters, digits and dashes");
    String again = trial.provider().name();
    Trial.require(name.equals(again), "the name is '" + name + "' and then '" + again + "'");
  }

  private static void service(MaskTrial trial) {
    if (trial.services().findAny().isEmpty()) {
      throw new NotRun("not a service");
    }
    MaskProvider found = MaskProviders.find(trial.provider().name());
    Trial.require(
        found.getClass() == trial.provider().getClass(),
        "'" + trial.provider().name() + "' finds a " + found.getClass().getName());
  }

  private static void size(MaskTrial trial) {
    for (Image image : trial.various()) {
      Mask mask = trial.ask(image).mask();
      Trial.require(
          mask == null || mask.width() == image.width() && mask.height() == image.height(),
          MaskTrial.described(image) + " gets a " + mask);
    }
  }

  private static void cells(MaskTrial trial) {
    for (Image image : trial.various()) {
      Mask mask = trial.ask(image).mask();
      for (int i = 0; mask != null && i < mask.cells().length; i++) {
        Trial.require(
            mask.cells()[i] == 0 || mask.cells()[i] == 1,
            "%s: cell (%d, %d) is %d"
                .formatted(
                    MaskTrial.described(image),
                    i % mask.width(),
                    i / mask.width(),
                    mask.cells()[i] & 0xff));
      }
    }
  }

  /** A mirrored image has the first one's size and another mask: memory that is reused shows. */
  private static void kept(MaskTrial trial) {
    for (Image image : trial.various()) {
      Mask mask = trial.ask(image).mask();
      if (mask != null) {
        Mask copy = new Mask(mask.width(), mask.height(), mask.cells().clone());
        trial.ask(mirrored(image));
        Trial.require(
            mask.equals(copy),
            "the mask of " + MaskTrial.described(image) + " changes as another one is asked for");
      }
    }
  }

  static Image mirrored(Image image) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = image.rgb()[rgb.length - 3 - i / 3 * 3 + i % 3];
    }
    return new Image(image.source(), image.width(), image.height(), rgb);
  }

  private static void pixels(MaskTrial trial) {
    for (Image image : trial.various()) {
      byte[] before = image.rgb().clone();
      trial.ask(image);
      for (int i = 0; i < before.length; i++) {
        Trial.require(
            before[i] == image.rgb()[i],
            "%s: byte %d was %d and is %d"
                .formatted(MaskTrial.described(image), i, before[i] & 0xff, image.rgb()[i] & 0xff));
      }
    }
  }
}
