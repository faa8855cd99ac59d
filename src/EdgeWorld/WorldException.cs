namespace EdgeWorld;

/// <summary>A world, an export or a preview was asked for in a way that cannot be; the message names what is allowed.</summary>
public sealed class WorldException(string message) : Exception(message);
