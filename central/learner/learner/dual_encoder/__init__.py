"""Picture and text into one space of vectors: networks, captions, training, export."""
