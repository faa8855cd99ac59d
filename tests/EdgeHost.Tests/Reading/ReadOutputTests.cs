using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Reading;
using EdgeHost.Reading;
using Xunit;

namespace EdgeHost.Tests.Reading;

public sealed class ReadOutputTests
{
    [Fact]
    public void ForPeople_TextWithControlCharacters_DoesNotReachTheTerminalAsOrders()
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 4, 4), TestContext.Current.CancellationToken);
        var box = new Box(1, 2, 3, 4);
        ReadText[] texts = [new("red \u001b[31m\nlabel", Quad.Of(box), box, 0.9f, 0.8f), new("zweites \u00e9", Quad.Of(box), box, 0.75f, 0.8f)];

        var line = ReadOutput.ForPeople(frame, texts);

        frame.Release();
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Contains("\"red \uFFFD[31m\uFFFDlabel\" 0.90 [1,2,3,4]", line, StringComparison.Ordinal);
        Assert.Contains("\"zweites \u00e9\" 0.75 [1,2,3,4]", line, StringComparison.Ordinal);
    }
}
