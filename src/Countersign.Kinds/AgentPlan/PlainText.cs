using System.Globalization;
using System.Text;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Words of others in a plan: on one line, bounded, and without characters that a reader does not see.</summary>
internal static class PlainText
{
    private const int Longest = 500;

    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.Trim())
        {
            if (character is '\n' or '\r' or '\t')
            {
                plain.Append(' ');
            }
            else if (!char.IsSurrogate(character) && HiddenCharacters.Contains(character))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                plain.Append(character);
            }

            if (plain.Length >= Longest)
            {
                return plain.Append(" …").ToString();
            }
        }

        return plain.ToString();
    }
}
