namespace EdgePlanner.Tests.Clevr.Generating;

/// <summary>Every way of describing objects of a scene by their attributes, and whom it fits.</summary>
internal sealed class SceneFilters
{
    private static readonly string[] s_attributes = ["size", "color", "material", "shape"];

    private readonly Dictionary<FilterWords, List<int>> _fitting = [];

    public SceneFilters(ClevrScene scene)
    {
        for (var index = 0; index < scene.Objects.Length; index++)
        {
            for (var named = 0; named < 1 << s_attributes.Length; named++)
            {
                var words = new FilterWords([.. s_attributes.Select((attribute, at) => (named >> at & 1) == 0 ? null : scene.Objects[index][attribute])]);
                if (!_fitting.TryGetValue(words, out var fitting))
                    _fitting[words] = fitting = [];
                fitting.Add(index);
            }
        }
    }

    /// <summary>Whom each description fits, objects ascending; descriptions that fit nobody are left out.</summary>
    public IReadOnlyDictionary<FilterWords, List<int>> Fitting => _fitting;
}
