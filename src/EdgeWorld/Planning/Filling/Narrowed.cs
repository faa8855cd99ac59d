using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Filling;

/// <summary>What narrows things down, in front of or behind their noun, and the call for it.</summary>
internal abstract record Narrowed
{
    /// <summary>Empty where it stands behind.</summary>
    public virtual string Before(WorldRandom random) => "";

    public virtual string Behind(bool plural, WorldRandom random) => "";

    public abstract string Japanese(bool lives, WorldRandom random);

    /// <summary>Lines before the call.</summary>
    public virtual IReadOnlyList<string> Prepare(string name) => [];

    /// <summary>The call on a set.</summary>
    public abstract string Call(string set, string name);

    public virtual bool IsNew => false;

    internal sealed record Moving : Narrowed
    {
        public override string Before(WorldRandom random) => "moving";

        public override string Japanese(bool lives, WorldRandom random) => "動いている";

        public override string Call(string set, string name) => $"moving({set})";
    }

    internal sealed record Coming : Narrowed
    {
        public override string Before(WorldRandom random) => "approaching";

        public override string Japanese(bool lives, WorldRandom random) => random.Pick<string>(["近づいてくる", "接近している"]);

        public override string Call(string set, string name) => $"approaching({set})";
    }

    internal sealed record Within(NumberFill Metres) : Narrowed
    {
        public override string Behind(bool plural, WorldRandom random) => $"within {Metres.Ask("", Language.English, random)}";

        public override string Japanese(bool lives, WorldRandom random) => $"{Metres.Ask("", Language.Japanese, random)}以内に{(lives ? "いる" : "ある")}";

        public override string Call(string set, string name) => $"within({set}, {Metres.Plan("")})";
    }

    internal sealed record OnLane(TextFill Lane) : Narrowed
    {
        public override string Behind(bool plural, WorldRandom random) => $"on {Lane.Ask("", Language.English, random)}";

        public override string Japanese(bool lives, WorldRandom random) => $"{Lane.Ask("", Language.Japanese, random)}の";

        public override string Call(string set, string name) => $"on_lane({set}, {Lane.Plan("")})";
    }

    internal sealed record Related(ToolFill Relation, ThingFill Other) : Narrowed
    {
        public override string Behind(bool plural, WorldRandom random) => $"{Relation.Ask("", Language.English, random)} {Other.Ask("the", Language.English, random)}";

        public override string Japanese(bool lives, WorldRandom random) =>
            $"{Other.Ask("", Language.Japanese, random)}{Relation.Ask("", Language.Japanese, random)}{(lives ? "いる" : "ある")}";

        public override IReadOnlyList<string> Prepare(string name) => Other.Steps($"{name}_other");

        public override string Call(string set, string name) => $"{Relation.Tool}({set}, {name}_other)";

        public override bool IsNew => Other.IsNew;
    }
}
