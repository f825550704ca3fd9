"""Trains the reader: a small encoder that proposes which words play which part in an attack.

    python -m reader reader/reader.toml [STAGE…]        (from training/; `make train` runs every stage)

Stages, each of which can be stopped and taken up again: prepare (benchmarks -> windows of word pieces),
train (a checkpoint after each epoch), export (one ONNX file, int8 per channel), joins (the table beside it:
how its proposals meet what the rules find), measure (figures on what was held back, appended to runs.jsonl).
Nothing that it reads or writes but runs.jsonl lies in the repository.
"""
