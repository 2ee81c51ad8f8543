package org.harl.model.weights;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.model.weights.PickleObjects.Fault;
import org.harl.model.weights.Safetensors.Contents;

/**
 * Weights in a file of either form: safetensors, or what {@code torch.save} wrote of a {@code
 * state_dict} or of dictionaries around one ({@code .pth}, {@code .pt}, {@code .bin}, {@code
 * .ckpt}). Of a pickle only tensors and containers are read; nothing in it is called, and any other
 * class is refused by its name.
 */
public final class WeightFile {
  private WeightFile() {}

  /**
   * Reads a file; its first bytes say of which form it is. Tensors of PyTorch are called by the
   * keys that lead to them, with dots between; an outer {@code state_dict}, {@code model} or {@code
   * module} that all are in is left out, and so is an optimiser's memory. They are widened and left
   * out as {@link Safetensors#read(Path)} does.
   *
   * @param file of weights
   * @return tensors and metadata, of PyTorch none
   * @throws InvalidInputException if there is no such file or it is not wholly valid
   */
  public static Contents read(Path file) {
    try {
      return PyTorchFile.isOne(file)
          ? new Contents(PyTorchFile.read(file), Map.of())
          : Safetensors.read(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("weights: there is no file '" + file + "'", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "weights: cannot read '" + file + "': " + FileFaults.words(e), e);
    } catch (Fault e) {
      String fault = e.getMessage().replaceAll("\\p{Cntrl}", "?"); // names are the file's
      throw new InvalidInputException("weights: '" + file + "': " + fault, e);
    }
  }

  /**
   * {@return the texts that a file has beside its tensors; of PyTorch none}
   *
   * @param file of weights
   * @throws InvalidInputException if there is no such file or its header is not wholly valid
   */
  public static Map<String, String> metadata(Path file) {
    try {
      return PyTorchFile.isOne(file) ? Map.of() : Safetensors.metadata(file);
    } catch (IOException e) {
      return Safetensors.metadata(file); // which says what is wrong
    }
  }
}
