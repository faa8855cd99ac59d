namespace EdgeWorld.Clevr;

/// <summary>One step of a functional program.</summary>
/// <param name="Inputs">Indexes of earlier steps.</param>
/// <param name="Word">What is filtered for, or the relation; null where the function takes none.</param>
internal sealed record ClevrStep(string Function, int[] Inputs, string? Word = null)
{
    public override string ToString() => $"{Function}{(Word is null ? "" : $"[{Word}]")}({string.Join(", ", Inputs)})";
}
