using Microsoft.Extensions.Configuration;
using Telemetry.Mqtt;

namespace EdgeHost.Configuration;

/// <summary>Binds sections and says all that is wrong in them, each with its key, value and what is allowed. The configuration binder
/// stops at its first fault and does not always say where it was: so every setting is tried alone first.</summary>
internal sealed class SectionBinder(IConfiguration configuration, List<string> problems)
{
    /// <summary>What could be bound; the rest is among the problems.</summary>
    public T Bind<T>(string name, Func<IConfigurationSection, T> bind)
    {
        var section = configuration.GetSection(name);
        Dictionary<string, string?> sound = [];
        if (!string.IsNullOrEmpty(section.Value))
            problems.Add($"{name}: '{section.Value}' is not allowed; expected a section of settings");
        else
            Try(name, section, bind, sound);
        return bind(Section(name, sound));
    }

    private void Try<T>(string name, IConfigurationSection section, Func<IConfigurationSection, T> bind, Dictionary<string, string?> sound)
    {
        foreach (var (key, value) in section.AsEnumerable().OrderBy(pair => pair.Key, ConfigurationKeyComparer.Instance))
        {
            if (value is null)
                continue;
            try
            {
                _ = bind(Section(name, new Dictionary<string, string?> { [key] = value }));
                sound[key] = value;
            }
            catch (InvalidOperationException e)
            {
                problems.Add(Expected(e.Message) is { } expected
                    ? $"{key}: '{value}' is not allowed; expected {expected}"
                    : $"{key}: there is no such setting; is it misspelt?");
            }
        }
    }

    private static IConfigurationSection Section(string name, Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(name);

    /// <summary>From <c>Failed to convert configuration value '…' at '…' to type '…'.</c>; null where the key is unknown.</summary>
    private static string? Expected(string message)
    {
        const string ToType = "to type '";
        var at = message.LastIndexOf(ToType, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var type = message[(at + ToType.Length)..].TrimEnd('.', '\'');
        return type switch
        {
            "System.TimeSpan" => "a duration such as 00:00:10",
            "System.Boolean" => "true or false",
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Single" or "System.Double" => "a number such as 0.5",
            _ when type == typeof(MqttProtocol).FullName => string.Join(", ", Enum.GetNames<MqttProtocol>()),
            _ => $"a {type}",
        };
    }
}
