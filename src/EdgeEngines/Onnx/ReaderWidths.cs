using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>The widths at which a reader is opened: an engine of one fixed shape each, because TensorRT builds for a shape and buffers
/// are bound to one.</summary>
internal static class ReaderWidths
{
    /// <summary>Narrowest first.</summary>
    public static IReadOnlyList<int> Of(ModelFolder reader, EngineOptions options)
    {
        var (model, input) = (reader.Description, reader.Description.Input);
        if (model.Text?.Widths is { Count: > 0 } widths)
            return [.. widths.Distinct().Order()];
        // At twice and four times PP-OCR's 320×32 a line of a hundred letters keeps its shape.
        return IsWidthOpen(reader, options)
            ? [.. new[] { input.Width, 2 * input.Width, 4 * input.Width }.Where(width => width == input.Width || width <= TextRules.WidestText)]
            : [input.Width];
    }

    public static ModelFolder At(ModelFolder reader, int width) => reader.With(model => model with { Input = model.Input with { Width = width } });

    private static bool IsWidthOpen(ModelFolder reader, EngineOptions options)
    {
        var input = reader.Description.Input;
        var graph = SessionOpener.ReadGraph(reader, ModelFile.ReadVerified(reader, options.MaxModelBytes));
        var declared = graph.Inputs.FirstOrDefault(one => one.Name == input.Name);
        return declared?.Dimensions is not null && declared.Size(input.Layout == TensorLayout.Nchw ? 3 : 2) is null;
    }
}
