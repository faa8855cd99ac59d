namespace EdgeEngines.Tensors;

/// <summary>
/// Linear interpolation along one axis: output <c>i</c> is <c>(First[i] × (256 − weight) + Second[i] × weight) / 256</c>. The
/// weights are never 0 and never 256, so that both fit a byte; where one sample stands alone it is both, half and half.
/// </summary>
internal sealed class SampleAxis
{
    private const int One = 256;

    private SampleAxis(int[] first, int[] second, byte[] secondWeight) => (First, Second, SecondWeight) = (first, second, secondWeight);

    public int[] First { get; }
    public int[] Second { get; }
    public byte[] SecondWeight { get; }
    public int Count => First.Length;

    /// <param name="count">Outputs.</param>
    /// <param name="start">Where the first output lies, in samples: 0 is the middle of the first sample.</param>
    /// <param name="step">Samples from one output to the next.</param>
    /// <param name="length">Samples there are; beyond the first and last the picture goes on with their value.</param>
    public static SampleAxis Create(int count, double start, double step, int length)
    {
        var axis = new SampleAxis(new int[count], new int[count], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            var position = Math.Clamp(start + (i * step), 0, length - 1);
            var before = (int)position;
            var weight = (int)Math.Round((position - before) * One);
            if (weight is 0 or One)
            {
                axis.First[i] = axis.Second[i] = before + (weight / One);
                axis.SecondWeight[i] = One / 2;
                continue;
            }
            axis.First[i] = before;
            axis.Second[i] = before + 1;
            axis.SecondWeight[i] = (byte)weight;
        }
        return axis;
    }
}
