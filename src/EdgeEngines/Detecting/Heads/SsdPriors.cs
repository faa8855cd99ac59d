namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// The default boxes of an SSD (Liu et al. 2016, arXiv:1512.02325): around the centre of each cell of each stride, one of each
/// size. As fractions of the input, in the order cell by cell, sizes inside.
/// </summary>
internal static class SsdPriors
{
    /// <summary>Centre x, centre y, width, height of each.</summary>
    public static float[] Of(HeadContract contract)
    {
        var head = contract.Head;
        var levels = contract.Grid();
        if (levels.Length == 0 || head.PriorSizes.Count != levels.Length || head.PriorSizes.Any(sizes => sizes.Count == 0))
        {
            throw contract.Unusable($"\"prior_sizes\" has {head.PriorSizes.Count} lists and \"strides\" {levels.Length} values; "
                + "expected one list of one or more sizes for each stride, e.g. \"strides\": [8, 16], \"prior_sizes\": [[10, 16, 24], [32, 48]]");
        }
        if (head.PriorAspects.Count > 0 && !head.PriorAspects.Select(list => list.Count).SequenceEqual(head.PriorSizes.Select(list => list.Count)))
            throw contract.Unusable("\"prior_aspects\" must hold one number for each of \"prior_sizes\", or be left out for squares");

        var priors = new List<float>();
        for (var level = 0; level < levels.Length; level++)
        {
            for (var cell = 0; cell < levels[level].Cells; cell++)
            {
                for (var size = 0; size < head.PriorSizes[level].Count; size++)
                {
                    var aspect = head.PriorAspects.Count > 0 ? head.PriorAspects[level][size] : 1;
                    priors.AddRange(Prior(contract, levels[level], cell, head.PriorSizes[level][size], aspect));
                }
            }
        }
        return [.. priors];
    }

    private static IEnumerable<float> Prior(HeadContract contract, GridLevel level, int cell, float size, float aspect)
    {
        var (width, height) = (contract.Model.Input.Width, contract.Model.Input.Height);
        float[] prior =
        [
            ((cell % level.Columns) + 0.5f) * level.Stride / width,
            ((cell / level.Columns) + 0.5f) * level.Stride / height,
            size * MathF.Sqrt(aspect) / width,
            size / MathF.Sqrt(aspect) / height,
        ];
        return contract.Head.ClipPriors ? prior.Select(value => Math.Clamp(value, 0, 1)) : prior;
    }
}
