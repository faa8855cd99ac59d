namespace RewardHub.Uploads;

internal static class UploadEndpoints
{
    public const string Route = "/v1/devices/{device}/records";

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var post = routes.MapPost(Route, (HttpContext context, string device, Upload upload) => upload.RunAsync(context, device))
            .WithTags("Uploads").WithName("upload").WithSummary("A batch of records from a device")
            .WithDescription("The contract is docs/uploads.md. Device: its token (RewardHub devices add NAME) or a client certificate. "
                + "The example is a whole batch of one record; with a device called van-7 it can be sent as it is, once.")
            .Produces<UploadAnswer>();
        foreach (var status in (int[])[400, 401, 403, 409, 412, 413, 415, 422, 429, 503])
            post.ProducesProblem(status);
    }
}
