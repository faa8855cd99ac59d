using System.Text;
using EdgePlanner.Tools;

namespace EdgePlanner.Tests.Masking;

/// <summary>Vocabularies as tokenizers have them: every byte, and longer tokens that cut across words, signs and lines. The last one writes nothing: the end.</summary>
internal static class Vocabularies
{
    public static byte[][] Bytes { get; } = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []];

    /// <param name="seed">Other cuts of the same texts.</param>
    /// <param name="count">Tokens beside the single bytes.</param>
    public static byte[][] Cut(int seed, int count)
    {
        var random = new Random(seed);
        var texts = PrimitiveCatalog.Standard.Tools.SelectMany(tool => tool.Examples.Append(tool.Documentation).Append($" = {tool.Name}(a, b)\n")).Select(Encoding.UTF8.GetBytes).ToArray();
        var tokens = new HashSet<string>();
        while (tokens.Count < count)
        {
            var text = texts[random.Next(texts.Length)];
            var length = random.Next(2, 12);
            if (text.Length > length)
                tokens.Add(Encoding.Latin1.GetString(text, random.Next(text.Length - length), length));
        }
        return [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), .. tokens.Select(Encoding.Latin1.GetBytes), []];
    }
}
