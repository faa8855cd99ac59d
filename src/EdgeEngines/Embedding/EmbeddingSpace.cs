using EdgeEngines.Models;

namespace EdgeEngines.Embedding;

/// <summary>Whether the vectors of two encoders may be compared.</summary>
public static class EmbeddingSpace
{
    /// <exception cref="ModelException">Other dimensions, or both name a space and not the same.</exception>
    public static void ThrowIfApart(ModelDescription image, int imageDimensions, ModelDescription text, int textDimensions)
    {
        if (imageDimensions != textDimensions)
            throw new ModelException(
                $"'{image.Name}' makes vectors of {imageDimensions} numbers and '{text.Name}' of {textDimensions}: they were not trained together. "
                + "Name two halves of one model");
        if ((image.Embedding?.Space, text.Embedding?.Space) is ({ } one, { } other) && one != other)
            throw new ModelException(
                $"'{image.Name}' is of the embedding space '{one}' and '{text.Name}' of '{other}' (embedding.space): they were not trained together. "
                + "Name two halves of one model");
    }
}
