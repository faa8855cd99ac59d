namespace EdgeWorld.Clevr.Generating;

/// <summary>Every way of describing objects of a scene by their attributes, and whom it fits. Sets of objects are masks: the search asks often.</summary>
internal sealed class SceneFilters
{
    public SceneFilters(ClevrScene scene)
    {
        var fitting = new Dictionary<FilterWords, uint>();
        for (var index = 0; index < scene.Objects.Length; index++)
        {
            for (var named = 0; named < 1 << ClevrObject.Attributes.Count; named++)
            {
                var words = new FilterWords([.. ClevrObject.Attributes.Select((attribute, at) => (named >> at & 1) == 0 ? null : scene.Objects[index][attribute])]);
                fitting[words] = fitting.GetValueOrDefault(words) | (1u << index);
            }
        }
        Fitting = [.. fitting.Select(pair => (pair.Key, pair.Value))];
        Related = [.. scene.Relationships.Select(relation => (relation.Key, relation.Value.Select(Mask).ToArray()))];
    }

    /// <summary>Whom each description fits; descriptions that fit nobody are left out.</summary>
    public (FilterWords Words, uint Fitting)[] Fitting { get; }

    /// <summary>Per relation and object, those that stand so to it.</summary>
    public (string Relation, uint[] To)[] Related { get; }

    public static uint Mask(int[] objects) => objects.Aggregate(0u, (mask, index) => mask | (1u << index));
}
