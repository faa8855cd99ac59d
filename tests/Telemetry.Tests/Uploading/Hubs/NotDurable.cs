namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>Everything that may answer an upload without a record being durable at the hub.</summary>
internal static class NotDurable
{
    public static readonly (string Name, Func<HubRequest, HubAnswer> Answer)[] All =
    [
        ("401", _ => HubAnswer.Problem(401, "unknown token")),
        ("401 from somebody else", _ => new(401, "<html>log in</html>")),
        ("403", _ => HubAnswer.Problem(403, "erased")),
        ("404", _ => HubAnswer.Problem(404, "no such page")),
        ("408", _ => new(408, "")),
        ("412", _ => HubAnswer.Problem(412, "another hub")),
        ("429", _ => new(429, "{}", ("Edge-Hub", HubAnswer.Name), ("Retry-After", "120"))),
        ("500", _ => HubAnswer.Problem(500, "broken")),
        ("502 from a proxy", _ => new(502, "<html>bad gateway</html>")),
        ("503", _ => new(503, "", ("Edge-Hub", HubAnswer.Name), ("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"))),
        ("no answer", _ => HubAnswer.Json(200, "") with { Hangs = true }),
        ("connection closed", _ => HubAnswer.Json(200, "") with { CutAfter = 0 }),
        ("half of the headers", request => Good(request) with { CutAfter = 40 }),
        ("half of the answer", request => Half(Good(request))),
        ("a captive portal: 200 and a page", _ => new(200, "<html>welcome</html>", ("Content-Type", "text/html"))),
        ("a captive portal that refuses: 400", _ => new(400, "<html>no</html>")),
        ("a captive portal that refuses: 422", _ => new(422, "{}")),
        ("a proxy's 413", _ => new(413, "too large")),
        ("a proxy's 409", request => new(409, $$"""{"durable_through":{{request.Number("last")}}}""")),
        ("a redirect", _ => new(302, "", ("Location", "http://127.0.0.1:1/"))),
        ("200 without the hub's name", request => new(200, Good(request).Body)),
        ("200 to another batch", request => HubAnswer.Json(200, $$"""{"batch":"other","durable_through":{{request.Number("last")}}}""")),
        ("200 without durable_through", request => HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","stored":1}""")),
        ("200 that is sure of nothing", request => HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","durable_through":{{request.Number("acknowledged")}}}""")),
        ("200, a number that is none", request => HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","durable_through":"all"}""")),
        ("200, negative", request => HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","durable_through":-9}""")),
        ("200 and nothing", _ => HubAnswer.Json(200, "")),
        ("200 and an endless answer", request => HubAnswer.Json(200, Good(request).Body + new string(' ', 1 << 20))),
        ("201", request => Good(request) with { Status = 201 }),
        ("204", _ => HubAnswer.Json(204, "")),
    ];

    /// <summary>What a hub says that has all of it; here it is a lie.</summary>
    public static HubAnswer Good(HubRequest request) =>
        HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","durable_through":{{request.Number("last")}},"stored":1,"duplicates":0}""");

    private static HubAnswer Half(HubAnswer answer) => answer with { CutAfter = answer.ToBytes().Length - (answer.Body.Length / 2) };
}
