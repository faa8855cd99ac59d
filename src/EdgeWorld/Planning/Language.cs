namespace EdgeWorld.Planning;

public enum Language
{
    English,
    Japanese,
}

public static class Languages
{
    /// <summary>"en" or "ja".</summary>
    public static string CodeOf(Language language) => language == Language.Japanese ? "ja" : "en";
}
