namespace EdgeEngines.Models;

/// <summary>A model that cannot be used. The message names the model, what was expected, what was found, and the way out.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
