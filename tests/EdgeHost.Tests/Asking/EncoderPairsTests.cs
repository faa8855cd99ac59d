using EdgeEngines.Models;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using Xunit;

namespace EdgeHost.Tests.Asking;

/// <summary>With the encoders that ship.</summary>
public sealed class EncoderPairsTests
{
    private const string Image = "street-dual-encoder-image";
    private const string Text = "street-dual-encoder-text";

    private readonly EncoderPairs _encoders = new(new EdgeSettings());

    [Fact]
    public void Take_TheSameModelsTwice_AreLoadedOnceAndStayUntilTheLastLetsGo()
    {
        var one = _encoders.Take(Image, Text);
        var other = _encoders.Take(Image, Text);
        Assert.Same(one.Images, other.Images);
        Assert.Same(one.Texts, other.Texts);
        var vector = new float[one.Texts.Dimensions];

        one.Dispose();
        one.Dispose(); // twice is once
        other.Texts.Encode("a red car", vector);
        Assert.NotEqual(0, vector[0]);

        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Texts.Encode("a red car", vector));
        using var anew = _encoders.Take(Image, Text);
        anew.Texts.Encode("a red car", vector);
    }

    [Fact]
    public void Take_AModelThatIsNotThere_SaysSoAndLaterOnesAreLoaded()
    {
        Assert.Throws<ModelException>(() => _encoders.Take(Image, "nobody"));
        using var pair = _encoders.Take(Image, Text);
        Assert.NotNull(pair.Images.Model);
    }
}
