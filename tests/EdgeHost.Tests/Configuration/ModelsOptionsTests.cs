using EdgeEngines.Models;
using EdgeHost.Configuration;
using Xunit;

namespace EdgeHost.Tests.Configuration;

public sealed class ModelsOptionsTests
{
    [Theory]
    [InlineData("own", "other", "sim:pattern", "own")]
    [InlineData(null, "other", "sim:pattern", "other")]
    [InlineData(null, null, "sim:pattern?size=64x48", "pattern")]
    [InlineData(null, null, "SIM:", "pattern")]
    [InlineData(null, null, "sim:street?seed=3", ModelsOptions.ShippedModel)]
    [InlineData(null, null, "pattern.mp4", ModelsOptions.ShippedModel)]
    public void For_ACamera_IsItsOwnThenTheDefaultThenTheOneThatShips(string? own, string? byDefault, string uri, string expected) =>
        Assert.Equal(expected, new ModelsOptions { Default = byDefault }.For(own, uri));

    [Fact]
    public void Shipped_CameraAndModel_AreThere()
    {
        Assert.True(EdgeHost.Cameras.CameraUri.TryParse(ModelsOptions.ShippedCamera, out _, out var error), error);
        var model = ModelCatalog.Find(new ModelsOptions().SearchRoots()).Open(new ModelsOptions().For(null, ModelsOptions.ShippedCamera));
        Assert.Equal("detect", model.Description.Task);
    }
}
