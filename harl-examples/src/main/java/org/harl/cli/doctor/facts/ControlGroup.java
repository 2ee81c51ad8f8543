package org.harl.cli.doctor.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the container leaves this process: of its control group and those around it,
 * version 1 or 2, the one that leaves least.
 *
 * @param limit bytes
 * @param free bytes of it that are not in use; pages of files that can be dropped count as free
 */
record ControlGroup(long limit, long free) {
  private static final String V1 = "sys/fs/cgroup/memory";
  private static final String V2 = "sys/fs/cgroup";

  /** Null where there is no limit. */
  static @Nullable ControlGroup of(Surroundings here) {
    ControlGroup tightest = null;
    for (String line : here.lines("proc/self/cgroup")) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3 && fields[1].equals("memory")) {
        for (String folder : upwards(V1, fields[2])) {
          tightest = tighter(tightest, v1(here, folder));
        }
      } else if (fields.length == 3 && fields[1].isEmpty()) {
        for (String folder : upwards(V2, fields[2])) {
          tightest = tighter(tightest, v2(here, folder));
        }
      }
    }
    return tightest;
  }

  /** The folders of a group and of those that hold it. */
  private static List<String> upwards(String root, String path) {
    List<String> folders = new ArrayList<>();
    for (String at = path.replaceAll("/+$", "");
        !at.isEmpty();
        at = at.substring(0, at.lastIndexOf('/'))) {
      folders.add(root + at);
    }
    folders.add(root);
    return folders;
  }

  private static @Nullable ControlGroup v1(Surroundings here, String folder) {
    return of(
        number(here.text(folder + "/memory.limit_in_bytes")),
        number(here.text(folder + "/memory.usage_in_bytes")),
        droppable(here, folder, "total_inactive_file "));
  }

  private static @Nullable ControlGroup v2(Surroundings here, String folder) {
    return of(
        number(here.text(folder + "/memory.max")),
        number(here.text(folder + "/memory.current")),
        droppable(here, folder, "inactive_file "));
  }

  private static @Nullable ControlGroup of(OptionalLong limit, OptionalLong used, long droppable) {
    return limit.isEmpty()
        ? null
        : new ControlGroup(
            limit.getAsLong(),
            Math.max(0, limit.getAsLong() - Math.max(0, used.orElse(0) - droppable)));
  }

  private static long droppable(Surroundings here, String folder, String field) {
    return here.lines(folder + "/memory.stat").stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> number(line.substring(field.length()).strip()).orElse(0))
        .findFirst()
        .orElse(0);
  }

  /** Nothing for a word and for 19 digits: both stand for no limit. */
  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static @Nullable ControlGroup tighter(
      @Nullable ControlGroup one, @Nullable ControlGroup other) {
    return one == null || other != null && other.free < one.free ? other : one;
  }
}
