using System.Text.Json;

namespace EdgeEngines.Generating.Tokens;

/// <summary>The parts <c>normalizer</c>, <c>pre_tokenizer</c> and <c>decoder</c> of a <c>tokenizer.json</c>.</summary>
internal sealed class TokenizerSteps
{
    private readonly List<Func<string, string>> _normalizers = [];
    private readonly List<string> _problems;

    private TokenizerSteps(List<string> problems) => _problems = problems;

    public bool IsByteLevel { get; private set; }

    public List<WordSplit> Splits { get; } = [];

    public BlankFirst BlankFirst { get; private set; }

    public bool SplitsWords { get; private set; }

    public string Normalize(string text)
    {
        foreach (var normalize in _normalizers)
            text = normalize(text);
        return text;
    }

    public static TokenizerSteps Read(JsonElement file, List<string> problems)
    {
        var steps = new TokenizerSteps(problems);
        All(file, "normalizer", "normalizers", steps.Normalizer);
        All(file, "pre_tokenizer", "pretokenizers", steps.PreTokenizer);
        if (file.TryGetProperty("decoder", out var decoder) && decoder.ValueKind == JsonValueKind.Object && TypeOf(decoder) == "ByteLevel")
            steps.IsByteLevel = true;
        return steps;
    }

    private static void All(JsonElement file, string name, string list, Action<string, JsonElement> read)
    {
        if (!file.TryGetProperty(name, out var step) || step.ValueKind == JsonValueKind.Null)
            return;
        if (TypeOf(step) != "Sequence")
        {
            read(name, step);
            return;
        }
        foreach (var one in step.GetProperty(list).EnumerateArray())
            read(name, one);
    }

    private void Normalizer(string name, JsonElement step)
    {
        switch (TypeOf(step))
        {
            case "NFC":
                break; // The program runs without ICU; what people type is composed already.
            case "Lowercase":
                _normalizers.Add(text => text.ToLowerInvariant());
                break;
            case "Prepend" when step.GetProperty("prepend").GetString() == SentencePieces.Blank.ToString():
                BlankFirst = BlankFirst.Always;
                break;
            case "Replace" when Literal(step) is { } from && step.GetProperty("content").GetString() is { } to:
                if (from.Length > 0)
                    _normalizers.Add(text => text.Replace(from, to, StringComparison.Ordinal));
                break;
            case var type:
                _problems.Add($"'{name}' has {type}: expected NFC, Lowercase, Prepend of U+2581, Replace of a text, or none");
                break;
        }
    }

    private static string? Literal(JsonElement step) => step.GetProperty("pattern").TryGetProperty("String", out var text) ? text.GetString() : null;

    private void PreTokenizer(string name, JsonElement step)
    {
        switch (TypeOf(step))
        {
            case "ByteLevel":
                IsByteLevel = true;
                if (Is(step, "add_prefix_space"))
                    BlankFirst = BlankFirst.AtStart;
                if (!step.TryGetProperty("use_regex", out var words) || words.ValueKind == JsonValueKind.True)
                    Splits.Add(WordSplit.ByteLevel);
                break;
            case "Split":
                Split(name, step);
                break;
            case "Digits":
                Splits.Add(WordSplit.Of(Is(step, "individual_digits") ? @"\p{N}" : @"\p{N}+", keepsRest: true));
                break;
            case "Metaspace" when !step.TryGetProperty("replacement", out var blank) || blank.GetString() == SentencePieces.Blank.ToString():
                Metaspace(step);
                break;
            case var type:
                _problems.Add($"'{name}' has {type}: expected ByteLevel, Split, Digits, Metaspace with U+2581, or none");
                break;
        }
    }

    private void Metaspace(JsonElement step)
    {
        BlankFirst = step.TryGetProperty("prepend_scheme", out var scheme)
            ? scheme.GetString() switch { "always" => BlankFirst.Always, "first" => BlankFirst.AtStart, _ => BlankFirst.Never }
            : Is(step, "add_prefix_space") ? BlankFirst.Always : BlankFirst.Never;
        SplitsWords = !step.TryGetProperty("split", out var split) || split.ValueKind != JsonValueKind.False;
    }

    private void Split(string name, JsonElement step)
    {
        var pattern = step.GetProperty("pattern");
        var regex = pattern.TryGetProperty("Regex", out var expression) ? expression.GetString()! : System.Text.RegularExpressions.Regex.Escape(pattern.GetProperty("String").GetString()!);
        var (behaviour, inverted) = (step.GetProperty("behavior").GetString(), Is(step, "invert"));
        if ((behaviour, inverted) is not (("Isolated", false) or ("Removed", true)))
        {
            _problems.Add($"'{name}' splits with the behavior {behaviour}{(inverted ? ", inverted" : "")}: expected Isolated, or Removed inverted");
            return;
        }
        try
        {
            Splits.Add(WordSplit.Of(regex, keepsRest: !inverted));
        }
        catch (ArgumentException e)
        {
            _problems.Add($"'{name}' splits by a pattern that .NET does not read: {e.Message}");
        }
    }

    private static string? TypeOf(JsonElement step) => step.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static bool Is(JsonElement step, string flag) => step.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True;
}
