"""Trains the shipped models on what `edgehost sim export` writes: PyTorch in, static INT8 QDQ ONNX out."""
