using System.Security.Cryptography;
using System.Text;
using EdgeEngines.Embedding;

namespace EdgeHost.Evaluating;

/// <summary>Text to image: among crops with captions that all differ, how often a caption finds its own crop first, or among the first five.</summary>
internal sealed class RetrievalScore
{
    public const int MostCrops = 1000;

    private readonly Dictionary<string, float[]> _crops = new(StringComparer.Ordinal);

    /// <summary>The first crop with a caption stands for it.</summary>
    public void Add(string caption, ReadOnlySpan<float> vector)
    {
        if (!_crops.ContainsKey(caption))
            _crops[caption] = vector.ToArray();
    }

    /// <summary>Of more captions than are wanted, those with the smallest hashes: spread over all films, and always the same.</summary>
    public (double First, double FirstFive, int Crops) Measure(PromptBook prompts)
    {
        var chosen = _crops.OrderBy(crop => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(crop.Key))), StringComparer.Ordinal).Take(MostCrops).ToList();
        var (first, five) = (0, 0);
        foreach (var (caption, own) in chosen)
        {
            var likeness = Cosine.Of(prompts.Vector(caption), own);
            var better = 0; // as like as its own counts against it
            foreach (var (other, vector) in chosen)
                better += other != caption && Cosine.Of(prompts.Vector(caption), vector) >= likeness ? 1 : 0;
            first += better < 1 ? 1 : 0;
            five += better < 5 ? 1 : 0;
        }
        return chosen.Count == 0 ? default : ((double)first / chosen.Count, (double)five / chosen.Count, chosen.Count);
    }
}
