using System.ComponentModel.DataAnnotations;

namespace RewardHub.Pictures;

/// <summary>Section <c>Pictures</c>.</summary>
internal sealed class PictureOptions
{
    /// <summary><c>directory</c> or <c>s3</c>. Several hubs share either: a directory on a file system they all mount.</summary>
    [RegularExpression("^(directory|s3)$", ErrorMessage = "Pictures:Store must be directory or s3")]
    public string Store { get; set; } = "directory";

    public string Directory { get; set; } = "pictures";

    /// <summary>Address of an S3-compatible store, for example https://s3.example.net.</summary>
    public string? Endpoint { get; set; }

    public string Region { get; set; } = "us-east-1";

    public string? Bucket { get; set; }

    /// <summary>Before each name, for example <c>rewards/</c>.</summary>
    public string Prefix { get; set; } = "";

    public string? AccessKey { get; set; }

    /// <summary>A file that holds the secret key.</summary>
    public string? SecretKeyFile { get; set; }

    /// <summary>For one call to the store.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Pictures:Timeout must be 1 s to 5 min")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
