using System.Diagnostics;
using EdgeEngines.Embedding;
using EdgeEngines.Models;

namespace EdgeHost.Bench;

/// <summary>A text encoder whose time is added up and that encodes a text once, as a host does that stays up. Does not own it. One thread.</summary>
internal sealed class TimedTexts(ITextEncoder texts) : ITextEncoder
{
    private readonly Dictionary<string, float[]> _known = new(StringComparer.Ordinal);

    public TimeSpan Taken { get; private set; }

    public ModelDescription Model => texts.Model;

    public EngineReport Report => texts.Report;

    public int Dimensions => texts.Dimensions;

    public int Context => texts.Context;

    public void Encode(string text, Span<float> vector)
    {
        var began = Stopwatch.GetTimestamp();
        if (!_known.TryGetValue(text, out var known))
        {
            _known[text] = known = new float[texts.Dimensions];
            texts.Encode(text, known);
        }
        known.CopyTo(vector);
        Taken += Stopwatch.GetElapsedTime(began);
    }

    public void Dispose()
    {
    }
}
