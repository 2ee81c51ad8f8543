package org.harl.cli;

import java.util.List;
import java.util.Map;

/** Command lines that the help of a command ends with, two for each. */
final class Examples {
  static final Map<String, List<String>> ALL =
      Map.ofEntries(
          Map.entry(
              "harl pretrain",
              List.of(
                  "harl pretrain --images photographs --masks mbd --epochs 100 --output run",
                  "harl pretrain --method simclr --images photographs --size 64 --batch 512")),
          Map.entry(
              "harl evaluate knn",
              List.of(
                  "harl evaluate knn --encoder run/encoder.safetensors --train a --test b",
                  "harl evaluate knn --encoder e.safetensors --train a --test b --spark spark://host:7077")),
          Map.entry(
              "harl evaluate linear",
              List.of(
                  "harl evaluate linear --encoder run/encoder.safetensors --train a --test b",
                  "harl evaluate linear --encoder e.safetensors --train a --test b --solver sgd")),
          Map.entry(
              "harl evaluate semi",
              List.of(
                  "harl evaluate semi --encoder run/encoder.safetensors --train a --test b",
                  "harl evaluate semi --encoder e.safetensors --train a --test b --shares 0.05")),
          Map.entry(
              "harl evaluate finetune",
              List.of(
                  "harl evaluate finetune --encoder run/encoder.safetensors --train a --test b",
                  "harl evaluate finetune --encoder random:resnet18 --size 64 --train a --test b")),
          Map.entry(
              "harl evaluate transfer",
              List.of(
                  "harl evaluate transfer --encoder run/encoder.safetensors --data pets=p,flowers=f",
                  "harl evaluate transfer --encoder e.safetensors --data pets=p --output transfer")),
          Map.entry(
              "harl evaluate detection",
              List.of(
                  "harl evaluate detection --ground-truth truth.json --predictions boxes.json",
                  "harl evaluate detection --ground-truth truth.json --predictions boxes.json --output scores")),
          Map.entry(
              "harl ablate",
              List.of(
                  "harl ablate --train a --test b --vary method,masks --seeds 3 -- --epochs 50",
                  "harl ablate --train a --test b --vary method --methods byol,simclr")),
          Map.entry(
              "harl embed",
              List.of(
                  "harl embed --encoder run/encoder.safetensors --images photographs --output v",
                  "harl embed --encoder e.safetensors --images shards --spark spark://host:7077")),
          Map.entry(
              "harl export",
              List.of(
                  "harl export --encoder run/encoder.safetensors --format onnx --output model",
                  "harl export --encoder run/encoder.safetensors --format torchscript --size 96")),
          Map.entry(
              "harl info", List.of("harl info run", "harl info resnet50.safetensors --size 224")),
          Map.entry("harl watch", List.of("harl watch run", "harl watch run --no-browser")),
          Map.entry(
              "harl index",
              List.of(
                  "harl index --encoder run/encoder.safetensors --images photographs --output index",
                  "harl index --encoder resnet50.safetensors --size 224 --images photographs")),
          Map.entry(
              "harl search",
              List.of(
                  "harl search --index index --image q.jpg --output found.html",
                  "harl search --index index --image q.jpg --count 100")),
          Map.entry(
              "harl compare",
              List.of("harl compare run other", "harl compare a b c --output curves.html")),
          Map.entry(
              "harl masks generate",
              List.of(
                  "harl masks generate --images photographs --masks masks --provider drfi",
                  "harl masks generate --images photographs --masks masks --provider mbd")),
          Map.entry(
              "harl masks show",
              List.of(
                  "harl masks show --images photographs --masks masks --output masks.html",
                  "harl masks show --images photographs --masks drfi --output drfi.html")),
          Map.entry(
              "harl masks evaluate",
              List.of(
                  "harl masks evaluate --images pictures --ground-truth truth --provider mbd,drfi",
                  "harl masks evaluate --images pictures --ground-truth truth --provider onnx:net.onnx")),
          Map.entry(
              "harl masks train-drfi",
              List.of(
                  "harl masks train-drfi --images pictures --ground-truth truth --output forest.bin",
                  "harl masks train-drfi --images pictures --ground-truth truth --output f --trees 50")),
          Map.entry(
              "harl masks train-unsupervised",
              List.of(
                  "harl masks train-unsupervised --images pictures --output model.safetensors",
                  "harl masks train-unsupervised --images pictures --output m --seed 1")),
          Map.entry(
              "harl shards",
              List.of(
                  "harl shards --images photographs --masks masks --output shards",
                  "harl shards --images list.csv --per-shard 5000 --overwrite")),
          Map.entry("harl methods", List.of("harl methods", "harl methods --size 32")),
          Map.entry("harl backends", List.of("harl backends", "harl backends --log json")),
          Map.entry("harl doctor", List.of("harl doctor", "harl doctor --backend tf")),
          Map.entry(
              "harl bench step",
              List.of(
                  "harl bench step --size 32 --batch 128 --width 0.25 --objective byol",
                  "harl bench step --backend tf --arch resnet50 --size 224 --batch 16")),
          Map.entry(
              "harl bench input",
              List.of(
                  "harl bench input photographs --size 224",
                  "harl bench input photographs --size 32 --loader-threads 2")),
          Map.entry(
              "harl bench embed",
              List.of(
                  "harl bench embed photographs --encoder random:resnet18 --size 64",
                  "harl bench embed photographs --encoder run/encoder.safetensors --rounds 9")),
          Map.entry("harl soak", List.of("harl soak --steps 2000", "harl soak --backend tf")),
          Map.entry(
              "harl completion",
              List.of("harl completion > harl-completion.bash", "harl completion | less")));

  private Examples() {}
}
