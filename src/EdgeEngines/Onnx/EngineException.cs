namespace EdgeEngines.Onnx;

/// <summary>The engine's surroundings broke, not the model's description: no native library, or a run that failed. The message
/// names which engine, what happened, and the way out.</summary>
public sealed class EngineException : Exception
{
    public EngineException(string message)
        : base(message)
    {
    }

    public EngineException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
