namespace EdgeHost.Memory;

/// <param name="Id">Of the row.</param>
/// <param name="Score">Cosine with what was asked.</param>
internal readonly record struct VectorMatch(long Id, float Score);
