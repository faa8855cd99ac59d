namespace EdgePlanner.Generating;

/// <summary>A model cannot be loaded or asked: what is wrong with it, and the way out.</summary>
public sealed class TextModelException : Exception
{
    public TextModelException(string message)
        : base(message)
    {
    }

    public TextModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
