using System.Text;

namespace RewardHub.Refusing;

/// <summary>A stranger's text in a message: short, and nothing in it but letters, digits, punctuation and spaces.</summary>
internal static class Shown
{
    private const int MostCharacters = 80;

    public static string Of(string text)
    {
        var shown = new StringBuilder(MostCharacters + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostCharacters)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '"' ? '?' : c);
        return text.Length > MostCharacters ? shown.Append('…').ToString() : shown.ToString();
    }
}
