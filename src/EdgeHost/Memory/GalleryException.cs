namespace EdgeHost.Memory;

/// <summary>A gallery that cannot be used. The message names the file, what was found, and the way out; nothing was deleted.</summary>
internal sealed class GalleryException : Exception
{
    public GalleryException(string message)
        : base(message)
    {
    }

    public GalleryException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
