namespace EdgeEngines.Models;

/// <summary>How a model that writes text is asked for plans.</summary>
public sealed record GenerationDescription
{
    /// <summary><c>taught</c>: it was taught the plan language and reads the question; <c>documented</c>: a general code model, which reads language, tools and
    /// examples too.</summary>
    public string Prompt { get; init; } = "documented";

    /// <summary>The token of the vocabulary that ends a text.</summary>
    public required string End { get; init; }

    /// <summary>Most tokens of prompt and plan together; 0: the input's width.</summary>
    public int Context { get; init; }

    /// <summary>Names of the tools that a taught model was taught; the others are documented in its prompt.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];
}
