namespace EdgeEngines.Frames;

/// <summary>How luma and chroma bytes stand for colour (ITU-R BT.601, BT.709; JFIF for full range). Ignored for RGB24.</summary>
public enum YuvEncoding
{
    Bt601Limited,
    Bt601Full,
    Bt709Limited,
    Bt709Full,
}
