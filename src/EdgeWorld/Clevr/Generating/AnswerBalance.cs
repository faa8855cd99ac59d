namespace EdgeWorld.Clevr.Generating;

/// <summary>
/// Keeps the answers of a family apart from one another in number no more than the published generator does: an answer given more often than
/// 1.1 times the second most frequent, or five times the median, is turned down.
/// </summary>
internal sealed class AnswerBalance
{
    private readonly Dictionary<ClevrValue, int> _given;

    public AnswerBalance(QuestionTemplate template, ClevrMetadata metadata)
    {
        var output = metadata.Functions.First(function => function.Name == template.Nodes[^1].Type).Output;
        IEnumerable<ClevrValue> possible = output switch
        {
            "Bool" => [new ClevrValue.Truth(true), new ClevrValue.Truth(false)],
            "Integer" => Enumerable.Range(0, 11).Select(count => new ClevrValue.Number(count)),
            _ => metadata.WordsOf(output).Select(word => new ClevrValue.Word(word)),
        };
        _given = possible.ToDictionary(answer => answer, _ => 0);
    }

    public bool Takes(ClevrValue answer)
    {
        int[] counts = [.. _given.Values.Order()];
        var median = Math.Max(counts[counts.Length / 2], 5);
        return _given[answer] <= 1.1 * counts[^2] && _given[answer] <= 5.0 * median;
    }

    public void Count(ClevrValue answer) => _given[answer]++;
}
