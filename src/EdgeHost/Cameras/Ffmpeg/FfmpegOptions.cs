namespace EdgeHost.Cameras.Ffmpeg;

/// <summary>How ffmpeg is run.</summary>
internal sealed class FfmpegOptions
{
    /// <summary>Name or path of the program.</summary>
    public string Program { get; set; } = "ffmpeg";

    /// <summary>Folders to look in, separated by ':'; null takes PATH.</summary>
    public string? SearchPath { get; set; }

    /// <summary>Threads of the decoder. One needs the least CPU a frame, adds no frames of delay, and decodes several
    /// 1080p cameras; 0 lets ffmpeg choose.</summary>
    public int DecodeThreads { get; set; } = 1;

    /// <summary>Put in front of <c>-i</c>, e.g. <c>-hwaccel cuda</c>.</summary>
    public IList<string> InputArguments { get; set; } = [];
}
