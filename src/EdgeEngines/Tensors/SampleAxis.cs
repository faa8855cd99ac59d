namespace EdgeEngines.Tensors;

/// <summary>
/// Linear interpolation along one axis: output <c>i</c> is <c>(First[i] × (256 − weight) + Second[i] × weight) / 256</c>. The
/// weights are never 0 and never 256, so that both fit a byte; where one sample stands alone it is both, half and half.
/// </summary>
/// <param name="capacity">Most outputs.</param>
internal sealed class SampleAxis(int capacity)
{
    private const int One = 256;

    public int[] First { get; } = new int[capacity];
    public int[] Second { get; } = new int[capacity];
    public byte[] SecondWeight { get; } = new byte[capacity];
    public int Count { get; private set; }

    /// <param name="count">Outputs.</param>
    /// <param name="start">Where the first output lies, in samples: 0 is the middle of the first sample.</param>
    /// <param name="step">Samples from one output to the next.</param>
    /// <param name="least">First sample that counts; before it the picture goes on with its value.</param>
    /// <param name="most">Last sample that counts; the same.</param>
    public void Aim(int count, double start, double step, int least, int most)
    {
        Count = count;
        for (var i = 0; i < count; i++)
        {
            var position = Math.Clamp(start + (i * step), least, most);
            var before = (int)position;
            var weight = (int)Math.Round((position - before) * One);
            if (weight is 0 or One)
            {
                First[i] = Second[i] = before + (weight / One);
                SecondWeight[i] = One / 2;
                continue;
            }
            First[i] = before;
            Second[i] = before + 1;
            SecondWeight[i] = (byte)weight;
        }
    }
}
