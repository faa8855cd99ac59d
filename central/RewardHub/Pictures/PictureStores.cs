using Microsoft.Extensions.Options;

namespace RewardHub.Pictures;

internal static class PictureStores
{
    public static IPictureStore Open(IOptions<PictureOptions> options) =>
        options.Value.Store == "s3" ? new S3Pictures(options.Value) : new DirectoryPictures(options.Value.Directory);
}
