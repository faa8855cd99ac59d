using System.Globalization;
using Edge.SpoolProof;
using Edge.SpoolProof.Fleets;
using Edge.SpoolProof.Kills;
using Edge.SpoolProof.Outages;
using Edge.SpoolProof.Quotas;
using Edge.SpoolProof.Rates;
using Edge.SpoolProof.Redacting;
using Edge.SpoolProof.Stalls;
using Edge.SpoolProof.Uploads;

// Started by tests/prove.sh. The last line is the figure; the exit code is 0 only if the promise holds.
int? count = args.Length > 1 && int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
return (args.Length > 0 ? args[0] : "") switch
{
    "kill9" => KillRow.Run(count ?? 10_000),
    "child" => Child.Run(args[1], long.Parse(args[2], CultureInfo.InvariantCulture)),
    "crash-states" => CrashRow.Run(count ?? 100_000),
    "damage" => DamageRow.Run(count ?? 100_000),
    "quota" => QuotaRow.Run(args[2], count ?? 10),
    "append" => AppendRow.Run(args[2..], count ?? 300),
    "auth" => AuthRow.Run(count ?? 200),
    "redaction" => RedactionRow.Run(count ?? 30),
    "stall" => await StallRow.RunAsync(count ?? 5),
    "outage" => OutageRow.Run(count ?? 86_400),
    "outage-device" => await Device.RunAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture)),
    "reconnect" => ReconnectRow.Run(count ?? 10_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Edge.SpoolProof kill9|crash-states|damage|quota|append|auth|redaction|stall|outage|reconnect [COUNT] [FOLDER...]; use tests/prove.sh");
    return 64;
}
