namespace EdgeWorld.Clevr;

/// <summary>
/// What functional programs give on one scene, for the generator of questions: sets are masks, worked out once a scene. It knows nothing of plans,
/// so that a plan's answer can be held against it; the tests hold both against an executor of their own.
/// </summary>
internal sealed class ProgramRunner
{
    private readonly ClevrScene _scene;
    private readonly uint _all;
    private readonly Dictionary<(string Attribute, string Word), uint> _fitting = [];
    private readonly Dictionary<string, uint[]> _related;

    public ProgramRunner(ClevrScene scene)
    {
        _scene = scene;
        _all = scene.Objects.Length == 32 ? uint.MaxValue : (1u << scene.Objects.Length) - 1;
        for (var i = 0; i < scene.Objects.Length; i++)
        {
            foreach (var attribute in ClevrObject.Attributes)
            {
                var key = (attribute, scene.Objects[i][attribute]);
                _fitting[key] = _fitting.GetValueOrDefault(key) | (1u << i);
            }
        }
        _related = scene.Relationships.ToDictionary(r => r.Key, r => r.Value.Select(MaskOf).ToArray(), StringComparer.Ordinal);
    }

    public ClevrValue Run(IReadOnlyList<ClevrStep> program)
    {
        List<ClevrValue> values = [];
        foreach (var step in program)
            values.Add(Step(step, values));
        return values[^1];
    }

    /// <summary>One step, given what the steps before it gave.</summary>
    public ClevrValue Step(ClevrStep step, IReadOnlyList<ClevrValue> earlier)
    {
        foreach (var input in step.Inputs)
        {
            if (earlier[input] is ClevrValue.NotUnique)
                return earlier[input];
        }
        ClevrValue first = step.Inputs.Length > 0 ? earlier[step.Inputs[0]] : new ClevrValue.NotUnique();
        return step.Inputs.Length == 2 ? OfTwo(step, first, earlier[step.Inputs[1]]) : OfOne(step, first);
    }

    private ClevrValue OfOne(ClevrStep step, ClevrValue input)
    {
        var (verb, attribute) = Split(step.Function);
        return (verb, input) switch
        {
            ("scene", _) => SetOf(_all),
            ("unique", ClevrValue.Objects { Indexes: [var only] }) => new ClevrValue.One(only),
            ("unique", ClevrValue.Objects) => new ClevrValue.NotUnique(),
            ("count", ClevrValue.Objects objects) => new ClevrValue.Number(objects.Indexes.Length),
            ("exist", ClevrValue.Objects objects) => new ClevrValue.Truth(objects.Indexes.Length != 0),
            ("relate", ClevrValue.One one) => SetOf(_related[step.Word!][one.Index]),
            ("filter", ClevrValue.Objects objects) => SetOf(MaskOf(objects.Indexes) & _fitting.GetValueOrDefault((attribute, step.Word!))),
            ("query", ClevrValue.One one) => new ClevrValue.Word(_scene.Objects[one.Index][attribute]),
            ("same", ClevrValue.One one) => SetOf(_fitting[(attribute, _scene.Objects[one.Index][attribute])] & ~(1u << one.Index)),
            _ => throw Unknown(step),
        };
    }

    private static ClevrValue OfTwo(ClevrStep step, ClevrValue first, ClevrValue second) => (step.Function, first, second) switch
    {
        ("union", ClevrValue.Objects one, ClevrValue.Objects other) => SetOf(MaskOf(one.Indexes) | MaskOf(other.Indexes)),
        ("intersect", ClevrValue.Objects one, ClevrValue.Objects other) => SetOf(MaskOf(one.Indexes) & MaskOf(other.Indexes)),
        ("less_than", ClevrValue.Number one, ClevrValue.Number other) => new ClevrValue.Truth(one.Count < other.Count),
        ("greater_than", ClevrValue.Number one, ClevrValue.Number other) => new ClevrValue.Truth(one.Count > other.Count),
        _ when Split(step.Function).Verb == "equal" => new ClevrValue.Truth(first == second),
        _ => throw Unknown(step),
    };

    private static (string Verb, string Attribute) Split(string function)
    {
        var line = function.IndexOf('_', StringComparison.Ordinal);
        return line < 0 ? (function, "") : (function[..line], function[(line + 1)..]);
    }

    private static uint MaskOf(int[] indexes)
    {
        var mask = 0u;
        foreach (var index in indexes)
            mask |= 1u << index;
        return mask;
    }

    private static ClevrValue.Objects SetOf(uint mask) => new([.. Enumerable.Range(0, 32).Where(index => (mask >> index & 1) != 0)]);

    private static WorldException Unknown(ClevrStep step) => new($"CLEVR has no function {step.Function} of {step.Inputs.Length} inputs of these types");
}
