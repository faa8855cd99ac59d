namespace EdgeEngines.Detecting.Heads;

/// <summary>One resolution of a network that predicts per cell: cells of <paramref name="Stride"/> input pixels, row by row.</summary>
internal readonly record struct GridLevel(int Stride, int Columns, int Rows)
{
    public int Cells => Columns * Rows;
}
