using EdgeEngines.Generating;
using EdgeEngines.Models;

namespace EdgePlanner.Tests.Generating;

/// <summary>A decoder whose scores are a function of the whole row.</summary>
internal sealed class ScriptedDecoder(int vocabulary, Func<IReadOnlyList<int>, float[]> scores, GenerationDescription? generation = null, int context = 512) : ITextDecoder
{
    private List<List<int>> _rows = [];

    public ModelDescription Model { get; } = new()
    {
        Name = "scripted", Task = "text-generate", File = "scripted.onnx", Sha256 = new string('0', 64), Input = new InputDescription { Name = "input_ids", Width = context, Height = 1 },
        Generation = generation ?? new GenerationDescription { Prompt = "taught", End = "<end>" },
    };

    public EngineReport Report { get; } = new("scripted", ["CPU"], ["CPU"], [], "fp32", 0);

    public int Vocabulary => vocabulary;

    public int Layers => 1;

    public int Context => context;

    public long WeightBytes => 0;

    public int Rows => _rows.Count;

    /// <summary>Calls of <see cref="Feed"/>.</summary>
    public int Steps { get; private set; }

    public int MostRows { get; private set; }

    public bool IsDisposed { get; private set; }

    public Action? OnStep { get; init; }

    public void Begin(IReadOnlyList<int[]> prompts) => _rows = [.. prompts.Select(prompt => prompt.ToList())];

    public void Take(ReadOnlySpan<int> rows)
    {
        _rows = [.. rows.ToArray().Select(row => _rows[row].ToList())];
        MostRows = Math.Max(MostRows, Rows);
    }

    public void Feed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> counts)
    {
        Steps++;
        for (var row = 0; row < counts.Length; row++)
        {
            _rows[row].AddRange(tokens[..counts[row]]);
            tokens = tokens[counts[row]..];
        }
        OnStep?.Invoke();
    }

    public ReadOnlySpan<float> Logits(int row) => scores(_rows[row]);

    public int Length(int row) => _rows[row].Count;

    public void Dispose() => IsDisposed = true;
}
