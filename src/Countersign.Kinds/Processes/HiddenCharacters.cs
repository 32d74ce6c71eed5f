using System.Globalization;

namespace Countersign.Kinds.Processes;

/// <summary>Characters that a reader of a text does not see, or that change how others are shown.</summary>
internal static class HiddenCharacters
{
    public static bool Contains(char character) => char.IsControl(character) || CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
