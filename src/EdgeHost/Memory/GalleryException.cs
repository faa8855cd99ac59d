namespace EdgeHost.Memory;

/// <summary>A gallery or memory that cannot be used. The message names the file, what was found, and the way out; nothing was deleted.</summary>
internal sealed class GalleryException : Exception
{
    public GalleryException(string message)
        : base(message)
    {
    }

    public GalleryException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>The file itself is not sound, as far as can be told.</summary>
    public bool IsDamage { get; init; }
}
