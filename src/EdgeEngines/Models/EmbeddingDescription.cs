namespace EdgeEngines.Models;

/// <summary>What is to be known about the vectors of an <c>embed-image</c> or <c>embed-text</c> model.</summary>
public sealed record EmbeddingDescription
{
    /// <summary>Name of the graph output with the vector. Null: <c>image_embeds, text_embeds, image_features, text_features</c>, or the
    /// only output that is a vector.</summary>
    public string? Output { get; init; }

    /// <summary>Which models' vectors may be compared: where both say it, it must be the same text.</summary>
    public string? Space { get; init; }

    /// <summary>Of a text model trained with a sigmoid: the score of a picture is <c>σ(logit_scale × cosine + logit_bias)</c>.
    /// 0: the cosine itself is the score.</summary>
    public float LogitScale { get; init; }

    public float LogitBias { get; init; }
}
