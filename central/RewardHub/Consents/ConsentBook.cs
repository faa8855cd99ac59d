using Npgsql;
using RewardHub.Databases;

namespace RewardHub.Consents;

/// <param name="Version">As in the records.</param>
/// <param name="Training">Whether records under it may be exported for training.</param>
internal sealed record Consent(string Version, bool Training);

/// <summary>Which versions of consent allow training. A version nobody has decided on does not.</summary>
internal sealed class ConsentBook(NpgsqlDataSource database)
{
    public async Task DecideAsync(Consent consent, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await connection.RunAsync(
            "insert into consents (version, training) values ($1, $2) on conflict (version) do update set training = excluded.training, decided = now()",
            token, consent.Version, consent.Training);
    }

    public async Task<List<Consent>> ListAsync(CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await using var command = connection.Command("select version, training from consents order by version");
        return await command.ListAsync(reader => new Consent(reader.GetString(0), reader.GetBoolean(1)), token);
    }
}
