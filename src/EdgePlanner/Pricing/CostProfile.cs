using System.Text.Json;
using EdgePlanner.Tools;

namespace EdgePlanner.Pricing;

/// <summary>What tools cost on one device, as it was measured there. A tool that is not in it costs what its declaration says.</summary>
public sealed record CostProfile
{
    /// <summary>No call costs more than this (a quarter of an hour): what a profile says beyond it is a mistake in the profile.</summary>
    public const double MostMicros = 1e9;

    /// <summary>Name of the device that it was measured on; for people.</summary>
    public string Device { get; init; } = "";

    /// <summary>The engines that it was measured with, a line each; for others it says nothing.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];

    public IReadOnlyDictionary<string, ToolCost> Tools { get; init; } = new Dictionary<string, ToolCost>();

    /// <summary>Nothing measured: every tool costs what its declaration says.</summary>
    public static CostProfile Declared { get; } = new();

    public ToolCost CostOf(ToolDeclaration tool) => Tools.Count > 0 && Tools.TryGetValue(tool.Name, out var cost) ? cost : tool.Cost;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, CostProfileJson.Default.CostProfile);

    /// <summary>Reads a profile as <c>edgehost tune</c> writes it.</summary>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="ToolException">It is no profile, or a cost in it cannot be.</exception>
    public static CostProfile Read(ReadOnlySpan<byte> json, string source)
    {
        CostProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, CostProfileJson.Default.CostProfile);
        }
        catch (JsonException e)
        {
            throw new ToolException(
                $"{source} is not a cost profile: line {(e.LineNumber ?? 0) + 1}, at {e.Path ?? "$"}, is not as in {{\"tools\": {{\"find\": {{\"fixed_micros\": 40000, \"per_element_micros\": 20}}}}}}");
        }
        foreach (var (name, cost) in profile?.Tools ?? throw new ToolException($"{source} holds no tools: expected {{\"tools\": {{\"find\": …}}}}"))
        {
            if (!IsCost(cost.FixedMicros) || !IsCost(cost.PerElementMicros))
                throw new ToolException($"{source}: the cost of '{name}' must lie between 0 and {MostMicros:0} microseconds, found {cost.FixedMicros} and {cost.PerElementMicros}");
        }
        // What the file leaves out, generated code sets to null.
        return profile with { Device = profile.Device ?? "", Engines = profile.Engines ?? [] };
    }

    private static bool IsCost(double micros) => micros is >= 0 and <= MostMicros;
}
