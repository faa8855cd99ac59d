using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RewardHub.Records;

namespace RewardHub.Pages;

/// <summary>The overview as HTML without a script. Every value that came from a device is encoded.</summary>
internal static class OverviewPage
{
    public const string Style =
        "body{font:15px/1.4 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}h2{margin-top:2em}"
        + "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25em .6em;border-bottom:1px solid #ddd;vertical-align:top}"
        + "td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#a00;font-weight:600}";

    public static string Of(Overview overview, string hub)
    {
        var page = new StringBuilder(8 << 10);
        page.Append(CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(hub)}</title><style>{Style}</style></head><body><h1>{Text(hub)}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{overview.Devices:N0} devices. <a href=\"/docs\">API</a>, <a href=\"/metrics\">metrics</a>. Times are UTC, and the hub's own.</p>");
        Alarms(page, overview.Alarms);
        Devices(page, overview);
        Planners(page, overview.Planners);
        Gaps(page, overview.Gaps);
        return page.Append("</body></html>").ToString();
    }

    private static void Alarms(StringBuilder page, List<AlarmLine> alarms) => Table(page, "Alarms", "none", ["Device", "What", "Times", "First", "Last"], alarms, alarm =>
        Row(page, [Text(alarm.Device), $"<span class=\"bad\">{Text(alarm.Kind)}</span> {Text(alarm.Detail)}"], alarm.Times.ToString(CultureInfo.InvariantCulture), Time(alarm.Raised), Time(alarm.Repeated)));

    private static void Devices(StringBuilder page, Overview overview) => Table(
        page, $"Devices, the {Overview.MostDevices} seen last", "none yet: RewardHub devices add NAME", ["Device", "Last seen", "Records", "Bytes", ""], overview.Latest, device =>
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{Text(device.Name)}</td><td>{(device.LastSeen is { } seen ? Time(seen) : "never")}</td><td class=\"n\">{device.Records:N0}</td><td class=\"n\">{device.Bytes:N0}</td><td class=\"bad\">{(device.Erased ? "erased" : device.Revoked ? "revoked" : "")}</td></tr>"));

    private static void Planners(StringBuilder page, List<PlannerReward> planners) => Table(
        page, "Reward by planner", "none yet", ["Planner", "Judged by", "Rewards", "Mean"], planners, planner =>
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{Text(planner.Planner)}</td><td>{WireNames.Of((RewardSource)planner.Source)}</td><td class=\"n\">{planner.Rewards:N0}</td><td class=\"n\">{planner.Mean:0.000}</td></tr>"));

    private static void Gaps(StringBuilder page, List<GapLine> gaps) => Table(page, "Records that devices say they lost", "none", ["Device", "What", "Reason", "Count", "Numbers", "Told"], gaps, gap =>
    {
        using var body = JsonDocument.Parse(gap.Body);
        string Field(string name) => Text(body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "");
        page.Append(CultureInfo.InvariantCulture,
            $"<tr><td>{Text(gap.Device)}</td><td>{Field("lost")}</td><td>{Field("reason")}</td><td class=\"n\">{Field("count")}</td><td>{Field("first")} to {Field("last")}</td><td>{Time(gap.Received)}</td></tr>");
    });

    private static void Table<T>(StringBuilder page, string title, string none, string[] heads, List<T> rows, Action<T> write)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>");
        if (rows.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(none)}</p>");
            return;
        }
        page.Append("<table><tr>").AppendJoin("", heads.Select(head => $"<th>{Text(head)}</th>")).Append("</tr>");
        rows.ForEach(write);
        page.Append("</table>");
    }

    private static void Row(StringBuilder page, string[] cells, string number, params string[] rest) =>
        page.Append("<tr>").AppendJoin("", cells.Select(cell => $"<td>{cell}</td>")).Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{number}</td>")
            .AppendJoin("", rest.Select(cell => $"<td>{cell}</td>")).Append("</tr>");

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
