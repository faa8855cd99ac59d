namespace EdgeHost.Commands;

/// <summary>A command that cannot be carried out. The message goes back to whoever sent it.</summary>
internal sealed class CommandException(string message) : Exception(message);
