namespace EdgeHost.Commands;

/// <summary>One <c>cmd/&lt;name&gt;</c>. docs/mqtt.md lists them.</summary>
internal interface ICommand
{
    string Name { get; }

    /// <summary>A payload that works, shown where one did not.</summary>
    string Example { get; }

    /// <exception cref="CommandException">What was expected, what was found.</exception>
    Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken);
}
