package org.harl.model.weights;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harl.error.InvalidInputException;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * A {@link ResNet} among the tensors of another program: torchvision's or timm's names, those
 * behind a prefix as BYOL, MoCo, SimSiam and their like save them ({@code
 * module.encoder_q.conv1.weight}), or the numbers of a {@code torch.nn.Sequential} of its parts
 * ({@code encoder.4.0.conv1.weight} for {@code layer1.0.conv1.weight}), whatever lies between them.
 * Shortcuts may be called {@code shortcut} for {@code downsample}. Depth, width and stem follow
 * from names and shapes. Strides leave no trace in them: the network has the standard ones, output
 * stride 32.
 *
 * @param network what the tensors are of
 * @param weights under torchvision's names
 */
public record ResNetWeights(ResNet network, StateDict weights) {
  private static final Pattern NAMED = Pattern.compile("((?:.*\\.)?)layer1\\.0\\.conv1\\.weight");

  /** What names the network that follows another, of which there is no use. */
  private static final Pattern FOLLOWER =
      Pattern.compile("target|momentum|teacher|ema\\b|encoder_k\\b|ema_");

  private static final List<String> OWN =
      List.of("conv1.", "bn1.", "layer1.", "layer2.", "layer3.", "layer4.");

  /**
   * Finds the network. Everything beside it (heads, classifiers, a momentum encoder) is left out.
   *
   * @param tensors as a file of any program has them
   * @return the network, and its tensors under torchvision's names
   * @throws InvalidInputException if there is none, or more than one
   */
  public static ResNetWeights of(StateDict tensors) {
    StateDict named = NumberedParts.named(tensors);
    TreeSet<String> prefixes = prefixes(named);
    if (prefixes.size() > 1) {
      prefixes.removeIf(prefix -> FOLLOWER.matcher(prefix).find());
    }
    if (prefixes.size() != 1) {
      throw new InvalidInputException(
          prefixes.isEmpty()
              ? "its tensors are those of no ResNet of torchvision's make; the first of "
                  + tensors.names().size()
                  + " is '"
                  + tensors.names().stream().findFirst().orElse("")
                  + "'"
              : "it holds more than one ResNet, under " + prefixes + "; keep one");
    }
    StateDict found = named.under(prefixes.first()).rename(ResNetWeights::torchvisions);
    StateDict own = found.filter(ResNetWeights::belongs);
    Set<TensorData> used = Set.copyOf(own.asMap().values()); // by identity
    Parameters.checkNumbers(
        tensors.filter(name -> tensors.contains(name) && used.contains(tensors.get(name))));
    return named(own);
  }

  private static TreeSet<String> prefixes(StateDict tensors) {
    TreeSet<String> prefixes = new TreeSet<>();
    for (String name : tensors.allNames()) {
      Matcher matcher = NAMED.matcher(name);
      if (matcher.matches()) {
        prefixes.add(matcher.group(1));
      }
    }
    return prefixes;
  }

  private static String torchvisions(String name) {
    return name.replaceFirst("^(layer\\d\\.\\d+)\\.shortcut\\.", "$1.downsample.");
  }

  private static boolean belongs(String name) {
    return OWN.stream().anyMatch(name::startsWith) && !name.endsWith("num_batches_tracked");
  }

  private static ResNetWeights named(StateDict own) {
    ResNet network = network(own);
    StateDict weights =
        Parameters.match(own, Parameters.of(network, Shape.of(2, 3, 32, 32)), name -> false);
    return new ResNetWeights(network, weights);
  }

  private static ResNet network(StateDict found) {
    Shape stem = found.get("conv1.weight").shape();
    if (stem.rank() != 4) {
      throw new InvalidInputException(
          "its 'conv1.weight' is "
              + stem
              + ", where a ResNet has [channels, 3, height, width]; the encoder is of another kind");
    }
    boolean bottlenecks = found.allNames().contains("layer1.0.conv3.weight");
    int blocks = 0;
    while (found.allNames().contains("layer3." + blocks + ".conv1.weight")) {
      blocks++;
    }
    int depth = depth(bottlenecks, blocks);
    ResNet.Stem kind = stem.dim(2) == 3 ? ResNet.Stem.SMALL : ResNet.Stem.STANDARD;
    return new ResNet(depth, kind, stem.dim(0) / 64.0, 32);
  }

  private static int depth(boolean bottlenecks, int blocks) {
    if (bottlenecks && (blocks == 6 || blocks == 23)) {
      return blocks == 6 ? 50 : 101;
    }
    if (!bottlenecks && (blocks == 2 || blocks == 6)) {
      return blocks == 2 ? 18 : 34;
    }
    throw new InvalidInputException(
        "its third stage has "
            + blocks
            + (bottlenecks ? " bottlenecks" : " basic blocks")
            + "; ResNet-18, 34, 50 and 101 are known");
  }
}
