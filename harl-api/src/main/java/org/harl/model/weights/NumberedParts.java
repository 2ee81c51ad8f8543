package org.harl.model.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;

/**
 * The names of torchvision's parts for the numbers of a {@code torch.nn.Sequential} of them. Four
 * numbers that follow each other and have blocks are the stages; the one convolution and the one
 * batch norm before them are the stem, at whatever depth; numbers behind them are of no use.
 */
final class NumberedParts {
  private static final Pattern STAGE =
      Pattern.compile("((?:.*\\.)?)(\\d{1,3})\\.0\\.conv1\\.weight");
  private static final int STAGES = 4;

  private final StateDict tensors;
  private final String prefix;
  private final int first;

  private NumberedParts(StateDict tensors, String prefix, int first) {
    this.tensors = tensors;
    this.prefix = prefix;
    this.first = first;
  }

  /**
   * The tensors, those of numbered networks under torchvision's names behind the same prefixes.
   *
   * @throws InvalidInputException if stages are numbered, but what is before them is no stem
   */
  static StateDict named(StateDict tensors) {
    StateDict named = tensors;
    Map<String, TreeSet<Integer>> stages = stages(tensors);
    for (Map.Entry<String, TreeSet<Integer>> found : stages.entrySet()) {
      TreeSet<Integer> numbers = found.getValue();
      int first = numbers.first();
      if (numbers.size() == STAGES && numbers.last() == first + STAGES - 1) {
        NumberedParts parts = new NumberedParts(tensors, found.getKey(), first);
        Map<String, String> stem = parts.stem();
        named = named.rename(name -> parts.renamed(name, stem));
      }
    }
    return named;
  }

  /** The numbers that have blocks, by what is before them. */
  private static Map<String, TreeSet<Integer>> stages(StateDict tensors) {
    Map<String, TreeSet<Integer>> stages = new LinkedHashMap<>();
    for (String name : tensors.allNames()) {
      Matcher matcher = STAGE.matcher(name);
      if (matcher.matches()) {
        stages
            .computeIfAbsent(matcher.group(1), prefix -> new TreeSet<>())
            .add(Integer.valueOf(matcher.group(2)));
      }
    }
    return stages;
  }

  /** The names of the stem's two parts, which end in a dot, to torchvision's. */
  private Map<String, String> stem() {
    String convolution =
        only("weight", name -> tensors.get(name).shape().rank() == 4, "convolution");
    String norm = only("running_mean", name -> true, "batch norm");
    return Map.of(convolution, "conv1.", norm, "bn1.");
  }

  private String only(String ending, Predicate<String> wanted, String what) {
    List<String> found =
        tensors.allNames().stream()
            .filter(name -> number(name) >= 0 && number(name) < first)
            .filter(name -> name.endsWith("." + ending))
            .filter(wanted)
            .toList();
    if (found.size() != 1) {
      throw new InvalidInputException(
          "its tensors are numbered like a torch.nn.Sequential of a ResNet's parts, with stages "
              + prefix
              + first
              + " to "
              + prefix
              + (first + STAGES - 1)
              + ", but before them there is "
              + (found.isEmpty() ? "no " + what : "more than one " + what + ", " + found)
              + "; save the whole encoder with one of each before its stages");
    }
    return found.get(0).substring(0, found.get(0).length() - ending.length());
  }

  /** The number behind the prefix; -1 if there is none. */
  private int number(String name) {
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return rest.matches("\\d{1,3}\\..*")
        ? Integer.parseInt(rest.substring(0, rest.indexOf('.')))
        : -1;
  }

  private String renamed(String name, Map<String, String> stem) {
    int number = number(name);
    if (number < 0) {
      return name;
    }
    String rest = name.substring(prefix.length());
    String tail = rest.substring(rest.indexOf('.') + 1);
    if (number >= first && number < first + STAGES) {
      return prefix + "layer" + (number - first + 1) + "." + tail;
    }
    return stem.entrySet().stream()
        .filter(part -> name.startsWith(part.getKey()))
        .map(part -> prefix + part.getValue() + name.substring(part.getKey().length()))
        .findFirst()
        .orElse(prefix + "beside." + rest);
  }
}
