using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Ffmpeg;

/// <summary>Reads what ffmpeg says of its streams (at <c>-loglevel level+info</c>) for the one thing that NUT does not carry: how
/// colours are coded.</summary>
internal sealed class FfmpegMessages
{
    private bool _inOutput;

    /// <summary>Null until ffmpeg has described its first video output, and where that says nothing of colours.</summary>
    public YuvEncoding? Encoding { get; private set; }

    public static bool IsError(string line) =>
        line.Contains("[error]", StringComparison.Ordinal)
        || line.Contains("[fatal]", StringComparison.Ordinal)
        || line.Contains("[panic]", StringComparison.Ordinal)
        || !line.Contains('[', StringComparison.Ordinal); // the loader or the shell speaks, not ffmpeg

    /// <summary>Takes in e.g. <c>[info] Stream #0:0: Video: rawvideo (I420 / 0x30323449), yuv420p(tv, bt709, progressive), 1280x720</c>.</summary>
    public void Add(string line)
    {
        if (line.Contains("] Output #0", StringComparison.Ordinal))
            _inOutput = true;
        if (!_inOutput || Encoding is not null || !line.Contains("Video: rawvideo", StringComparison.Ordinal))
            return;
        var at = line.IndexOf("yuv", StringComparison.Ordinal);
        if (at < 0)
            return;
        var name = line.AsSpan(at);
        var isFull = name.StartsWith("yuvj", StringComparison.Ordinal);
        var details = ReadOnlySpan<char>.Empty;
        var space = name.IndexOfAny('(', ',');
        if (space >= 0 && name[space] == '(' && name.IndexOf(')') is > 0 and var close)
            details = name[(space + 1)..close];
        isFull |= HasWord(details, "pc");
        var isHd = HasWord(details, "bt709") || details.Contains("bt709/", StringComparison.Ordinal);
        var isSd = details.Contains("bt470bg", StringComparison.Ordinal) || details.Contains("smpte170m", StringComparison.Ordinal);
        Encoding = (isFull, isHd, isSd) switch
        {
            (true, true, _) => YuvEncoding.Bt709Full,
            (true, _, _) => YuvEncoding.Bt601Full,
            (_, true, _) => YuvEncoding.Bt709Limited,
            (_, _, true) => YuvEncoding.Bt601Limited,
            _ => null,
        };
    }

    private static bool HasWord(ReadOnlySpan<char> details, string word)
    {
        foreach (var part in details.Split(','))
        {
            if (details[part].Trim().SequenceEqual(word))
                return true;
        }
        return false;
    }
}
