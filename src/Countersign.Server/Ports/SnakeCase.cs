using System.Collections.Frozen;
using System.Text.Json;

namespace Countersign.Server.Ports;

/// <summary>The wire names of enums' members, which are also what stores hold.</summary>
public static class SnakeCase
{
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => Table<TEnum>.Names[value];

    /// <summary>Finds the member of a wire name.</summary>
    public static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum => Table<TEnum>.Members.TryGetValue(name, out value);

    /// <summary>Every member's name in the order of declaration, for messages.</summary>
    public static string NamesOf<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf));

    private static class Table<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, TEnum> Members =
            Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
