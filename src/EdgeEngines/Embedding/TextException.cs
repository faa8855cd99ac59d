namespace EdgeEngines.Embedding;

/// <summary>A text that a text encoder cannot take. The message names the model, what was found and what is allowed.</summary>
public sealed class TextException(string message) : Exception(message);
