namespace EdgeWorld.Clevr;

/// <summary>Types and functions that programs are made of.</summary>
/// <param name="Types">Each type with its words; null for types whose values are no words.</param>
internal sealed record ClevrMetadata(Dictionary<string, string[]?> Types, ClevrFunction[] Functions)
{
    public string[] WordsOf(string type) => Types[type] ?? throw new WorldException($"{type} has no words");
}

/// <param name="SideInputs">Types of the words that the function takes beside earlier steps.</param>
/// <param name="TemplateOnly">A shorthand of templates that programs spell out.</param>
internal sealed record ClevrFunction(string Name, string[] Inputs, string Output, string[]? SideInputs = null, bool TemplateOnly = false);
