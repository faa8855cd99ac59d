using System.Globalization;
using Edge.HubProof;

// Started by tests/prove.sh. The last line is the figure; the exit code is 0 only if the promise holds, 77 where it cannot be tried.
int? Number(int index) => args.Length > index && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
return (args.Length > 0 ? args[0] : "") switch
{
    "exactly-once" => await ExactlyOnceRow.RunAsync(Number(1) ?? 1_000_000),
    "ingest" => await IngestRow.RunAsync(Number(1) ?? 60, Number(2)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Edge.HubProof exactly-once [RECORDS] | ingest [SECONDS [RECORDS_PER_BATCH]]; use tests/prove.sh");
    return 64;
}
