namespace EdgeEngines.Models;

/// <summary>What the values of <c>text</c> must be, and the inputs of the tasks that use it.</summary>
internal static class TextRules
{
    /// <summary>A frame of 2048×2048 at once: more takes seconds on a CPU and a hundred MB.</summary>
    public const long MostMapPixels = 4 << 20;

    /// <summary>256 characters of the usual shape at a height of 48.</summary>
    public const int WidestText = 8192;

    private const int MostWidths = 8;
    private const int MostRegions = 1000;

    public static void Check(ModelDescription model, List<string> problems)
    {
        var pixels = (long)model.Input.Width * model.Input.Height;
        Require(
            model.Task != "ocr-detect" || pixels <= MostMapPixels, "input.width × input.height", pixels, $"at most {MostMapPixels} pixels for ocr-detect");
        if (model.Text is not { } text)
            return;
        Require(text.ProbabilityThreshold is >= 0 and < 1, "text.probability_threshold", text.ProbabilityThreshold, "0 to below 1");
        Require(text.BoxThreshold is >= 0 and <= 1, "text.box_threshold", text.BoxThreshold, "0 to 1");
        Require(text.Unclip is >= 0 and <= 10, "text.unclip", text.Unclip, "0 to 10");
        Require(text.MinSize is >= 0 and <= 1000, "text.min_size", text.MinSize, "0 to 1000");
        Require(text.MaxRegions is > 0 and <= MostRegions, "text.max_regions", text.MaxRegions, $"1 to {MostRegions}");
        Require(
            text.Widths.Count <= MostWidths && text.Widths.All(width => width is > 0 and <= WidestText),
            "text.widths", $"[{string.Join(", ", text.Widths)}]", $"at most {MostWidths} numbers from 1 to {WidestText}");
        Require(text.MinConfidence is >= 0 and <= 1, "text.min_confidence", text.MinConfidence, "0 to 1");
        Require(text.TurnConfidence is >= 0.5f and <= 1, "text.turn_confidence", text.TurnConfidence, "0.5 to 1");

        void Require(bool holds, string field, object value, string expected)
        {
            if (!holds)
                problems.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{field}' is {value}, expected {expected}"));
        }
    }
}
