namespace EdgeHost.Configuration;

/// <summary>Section <c>Device</c>.</summary>
internal sealed class DeviceOptions
{
    /// <summary>One level of every topic (<c>edge/&lt;name&gt;/…</c>). Default: the machine's name, reduced to letters, digits, '-' and '_'.</summary>
    public string Name { get; set; } = FromMachine(Environment.MachineName);

    internal static string FromMachine(string machine)
    {
        var name = string.Concat(machine.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return name.Length == 0 ? "device" : name;
    }
}
