using System.Numerics;

namespace EdgeWorld.Clevr.Generating;

/// <summary>The choices that the published generator considers for a node that describes objects.</summary>
internal sealed class FilterOptions(ClevrMetadata metadata, Random random)
{
    // Of relations that narrow nothing ("the cubes left of it" where all cubes are), as many as give this share.
    private const double TrivialShare = 0.1;

    private readonly string?[][] _words =
        [.. new[] { "Size", "Color", "Material", "Shape" }.Select(type => metadata.WordsOf(type).Append(null).ToArray())];

    /// <summary>Descriptions for a filter, a filter_unique, a filter_count or a filter_exist over a set, in random order.</summary>
    public List<FilterOption> ForFilter(string node, SceneFilters filters, int[] among)
    {
        var options = new List<FilterOption>();
        var singles = 0;
        var set = SceneFilters.Mask(among);
        foreach (var (words, fitting) in filters.Fitting)
        {
            var left = BitOperations.PopCount(fitting & set);
            singles += left == 1 ? 1 : 0;
            if (node == "filter_unique" ? left == 1 : node != "filter" || !words.SaysNothing)
                options.Add(new(null, words));
        }
        if (node != "filter_unique")
            AddForeign(options, node == "filter_exist" ? options.Count : singles, mayBeEmpty: node != "filter");
        return Shuffled(options);
    }

    /// <summary>Relations and descriptions for a relate_filter and its kin, seen from one object.</summary>
    public List<FilterOption> ForRelation(string node, SceneFilters filters, int from)
    {
        List<FilterOption> options = [], trivial = [];
        foreach (var (relation, related) in filters.Related)
        {
            foreach (var (words, fitting) in filters.Fitting)
            {
                var left = fitting & related[from];
                var possible = node switch { "relate_filter_unique" => BitOperations.IsPow2(left), "relate_filter" => left != 0, _ => true };
                if (possible)
                    (left == fitting ? trivial : options).Add(new(relation, words));
            }
        }
        var few = (int)Math.Round(options.Count * TrivialShare / (1 - TrivialShare));
        options.AddRange(Shuffled(trivial).Take(few));
        return Shuffled(options);
    }

    public List<T> Shuffled<T>(List<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
        return list;
    }

    /// <summary>Descriptions made of any words, which mostly fit nobody: so that "none" and "no" are answers too.</summary>
    private void AddForeign(List<FilterOption> options, int count, bool mayBeEmpty)
    {
        for (var i = 0; i < count; i++)
        {
            var words = new FilterWords([.. _words.Select(choices => choices[random.Next(choices.Length)])]);
            if (mayBeEmpty || !words.SaysNothing)
                options.Add(new(null, words));
        }
    }
}
