using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeWorld;

namespace EdgeHost.Evaluating;

/// <summary>From a model's labels to the world's classes, by name.</summary>
internal sealed class ClassMap
{
    public const int None = -1;

    private readonly int[] _worldOf;

    public ClassMap(IReadOnlyList<string> labels)
    {
        var names = WorldClasses.Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _worldOf = [.. labels.Select(label => names.GetValueOrDefault(label, None))];
    }

    /// <exception cref="ModelException">None of its labels is a class of the world.</exception>
    public static ClassMap Of(ModelDescription model)
    {
        var map = new ClassMap(model.Labels);
        return map._worldOf.Any(i => i != None)
            ? map
            : throw new ModelException(
                $"model '{model.Name}' knows none of the street world's classes, so there is nothing to measure: its labels are {string.Join(", ", model.Labels.Take(20))}; the world's are {string.Join(", ", WorldClasses.Names)}");
    }

    /// <summary>Classes of the world that no label stands for.</summary>
    public IEnumerable<string> Unknown => WorldClasses.Names.Where((_, i) => !_worldOf.Contains(i));

    /// <summary>Index of the world's class, or <see cref="None"/>.</summary>
    public int WorldOf(int label) => (uint)label < (uint)_worldOf.Length ? _worldOf[label] : None;

    /// <summary>Replaces what the list holds; boxes of other classes are left out.</summary>
    public void Read(ReadOnlySpan<Detection> found, List<FoundBox> into)
    {
        into.Clear();
        foreach (ref readonly var detection in found)
        {
            if (WorldOf(detection.Class) is var worldClass && worldClass != None)
                into.Add(new FoundBox(detection.BoxInSource, worldClass, detection.Score));
        }
    }
}
