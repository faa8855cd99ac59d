using EdgeWorld.Clevr;

namespace EdgeWorld.Tests.Clevr;

/// <summary>
/// Runs functional programs on scenes, written from the published meaning of the functions and from nothing else: the truth that plans are
/// measured against. Plain loops over plain arrays.
/// </summary>
internal static class PlainExecutor
{
    public static ClevrValue Run(ClevrScene scene, IReadOnlyList<ClevrStep> program) => RunAll(scene, program)[^1];

    /// <summary>What every step gives.</summary>
    public static ClevrValue[] RunAll(ClevrScene scene, IReadOnlyList<ClevrStep> program)
    {
        var values = new ClevrValue[program.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Step(scene, program[i], values);
        return values;
    }

    public static ClevrValue Step(ClevrScene scene, ClevrStep step, IReadOnlyList<ClevrValue> earlier)
    {
        ClevrValue[] inputs = [.. step.Inputs.Select(input => earlier[input])];
        if (inputs.OfType<ClevrValue.NotUnique>().Any())
            return new ClevrValue.NotUnique();
        return step.Function switch
        {
            "scene" => new ClevrValue.Objects([.. Enumerable.Range(0, scene.Objects.Length)]),
            "unique" => Set(inputs[0]) is [var only] ? new ClevrValue.One(only) : new ClevrValue.NotUnique(),
            "relate" => new ClevrValue.Objects(scene.Relationships[step.Word!][One(inputs[0])]),
            "union" => new ClevrValue.Objects([.. Set(inputs[0]).Union(Set(inputs[1])).Order()]),
            "intersect" => new ClevrValue.Objects([.. Set(inputs[0]).Intersect(Set(inputs[1])).Order()]),
            "count" => new ClevrValue.Number(Set(inputs[0]).Length),
            "exist" => new ClevrValue.Truth(Set(inputs[0]).Length > 0),
            "less_than" => new ClevrValue.Truth(Number(inputs[0]) < Number(inputs[1])),
            "greater_than" => new ClevrValue.Truth(Number(inputs[0]) > Number(inputs[1])),
            _ => OfAttribute(scene, step, inputs),
        };
    }

    /// <summary>The families whose names end with an attribute.</summary>
    private static ClevrValue OfAttribute(ClevrScene scene, ClevrStep step, ClevrValue[] inputs)
    {
        var parts = step.Function.Split('_', 2);
        switch (parts[0])
        {
            case "filter":
                return new ClevrValue.Objects([.. Set(inputs[0]).Where(i => scene.Objects[i][parts[1]] == step.Word)]);
            case "query":
                return new ClevrValue.Word(scene.Objects[One(inputs[0])][parts[1]]);
            case "same":
                var one = One(inputs[0]);
                var wanted = scene.Objects[one][parts[1]];
                return new ClevrValue.Objects([.. Enumerable.Range(0, scene.Objects.Length).Where(i => i != one && scene.Objects[i][parts[1]] == wanted)]);
            case "equal":
                return new ClevrValue.Truth(inputs[0] == inputs[1]);
            default:
                throw new InvalidDataException($"CLEVR has no function {step.Function}");
        }
    }

    private static int[] Set(ClevrValue value) => ((ClevrValue.Objects)value).Indexes;

    private static int One(ClevrValue value) => ((ClevrValue.One)value).Index;

    private static int Number(ClevrValue value) => ((ClevrValue.Number)value).Count;
}
