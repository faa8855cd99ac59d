namespace EdgeWorld.Clevr.Generating;

/// <summary>A question is degenerate where a relation in it does not matter: with the whole scene in the relation's place the answer is the same.</summary>
internal static class Degeneracy
{
    public static bool Of(Draft draft)
    {
        var program = draft.Program;
        for (var i = 0; i < program.Length; i++)
        {
            if (program[i].Function != "relate")
                continue;
            ClevrStep[] changed = [.. program];
            changed[i] = new("scene", []);
            if (draft.Programs.Run(changed) == draft.Answer)
                return true;
        }
        return false;
    }
}
