using System.Globalization;
using Edge.HubProof;

// Started by tests/prove.sh. The last line is the figure; the exit code is 0 only if the promise holds, 77 where it cannot be tried.
int? count = args.Length > 1 && int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
return (args.Length > 0 ? args[0] : "") switch
{
    "exactly-once" => await ExactlyOnceRow.RunAsync(count ?? 1_000_000),
    "ingest" => await IngestRow.RunAsync(count ?? 60),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Edge.HubProof exactly-once [RECORDS] | ingest [SECONDS]; use tests/prove.sh");
    return 64;
}
