"""PyTorch to ONNX: float, and static INT8 with QuantizeLinear/DequantizeLinear pairs."""
