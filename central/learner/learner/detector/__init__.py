"""The anchor-free street detector: network, targets, losses, data, training, export."""
