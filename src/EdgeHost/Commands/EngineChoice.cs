using EdgeHost.Frames;

namespace EdgeHost.Commands;

/// <summary>Which engine a command means: the only one, or the one it names.</summary>
internal static class EngineChoice
{
    public static EngineLine Of(FramePipeline pipeline, string? name, string example)
    {
        var lines = pipeline.Lines;
        var known = string.Join(", ", lines.Select(l => l.Name));
        if (name is null)
            return lines.Count == 1 ? lines[0] : throw new CommandException($"there are {lines.Count} engines ({known}); say which with 'engine', e.g. {example}");
        return lines.FirstOrDefault(l => l.Name == name) ?? throw new CommandException($"there is no engine '{name}'; expected one of {known}");
    }
}
