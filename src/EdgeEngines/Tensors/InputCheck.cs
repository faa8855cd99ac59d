using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>Refuses an input description that no tensor can be made from, before it divides by zero or runs out of memory.</summary>
internal static class InputCheck
{
    /// <summary>A side no detector has; three channels of floats of this size squared still fit an array.</summary>
    private const int LongestSide = 8192;

    public static void ThrowIfUnusable(InputDescription input)
    {
        Expect(input, input.Width is > 0 and <= LongestSide, "width", $"1 to {LongestSide}", input.Width);
        Expect(input, input.Height is > 0 and <= LongestSide, "height", $"1 to {LongestSide}", input.Height);
        Expect(input, ElementCoder.CanEncode(input.Type), "type", "float32, float16, uint8 or int8 for a picture", input.Type.ToString());
        Expect(input, input.Mean.Count == 3, "mean", "3 values", $"{input.Mean.Count}");
        Expect(input, input.Scale.Count == 3, "scale", "3 values", $"{input.Scale.Count}");
        for (var channel = 0; channel < 3; channel++)
        {
            Expect(input, float.IsFinite(input.Mean[channel]), "mean", "finite values", input.Mean[channel]);
            Expect(input, float.IsFinite(input.Scale[channel]), "scale", "finite values", input.Scale[channel]);
        }
        Expect(input, float.IsFinite(input.Pad), "pad", "a finite value", input.Pad);
        if (input.Type is not (TensorType.Uint8 or TensorType.Int8))
            return;
        Expect(input, float.IsFinite(input.QuantScale) && input.QuantScale > 0, "quant_scale", "a value above 0", input.QuantScale);
        var (least, most) = input.Type == TensorType.Uint8 ? (0, 255) : (-128, 127);
        Expect(input, input.QuantZero >= least && input.QuantZero <= most, "quant_zero", $"{least} to {most}", input.QuantZero);
    }

    private static void Expect(InputDescription input, bool fits, string field, string expected, IFormattable found) =>
        Expect(input, fits, field, expected, found.ToString(null, System.Globalization.CultureInfo.InvariantCulture));

    private static void Expect(InputDescription input, bool fits, string field, string expected, string found)
    {
        if (!fits)
            throw new ModelException($"input '{input.Name}': {field} is {found}, expected {expected}; correct it in model.json");
    }
}
