package org.harl.cli.blocks;

import java.io.Serializable;
import java.util.UUID;
import org.harl.Harl;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.ViewArguments;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;

/**
 * From what a task makes the encoder that the command has, once a process.
 *
 * @param run which command it is for
 * @param batch images at a time
 * @param threads that read and decode images
 */
public record EncoderRecipe(
    UUID run,
    EncoderArguments encoder,
    ViewArguments view,
    BackendArguments machine,
    int batch,
    int threads)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a command that begins. */
  public static EncoderRecipe of(
      EncoderArguments encoder,
      ViewArguments view,
      BackendArguments machine,
      EmbedderSettings settings) {
    return new EncoderRecipe(
        UUID.randomUUID(), encoder.anchored(), view, machine, settings.batch(), settings.threads());
  }

  /** An open backend and an encoder on it. */
  record Open(Harl harl, Embedder embedder) {
    void close() {
      embedder.close();
      harl.close();
    }
  }

  /** The encoder in this process; several tasks may use it at a time. */
  Embedder embedder() {
    return OncePerProcess.get("encoder", run, this::open).embedder();
  }

  private Open open() {
    TrainedEncoder trained = view.viewing(encoder.read());
    Harl harl = machine.open();
    try {
      return new Open(harl, new Embedder(harl.backend(), trained, view.settings(batch, threads)));
    } catch (RuntimeException e) {
      harl.close();
      throw e;
    }
  }
}
