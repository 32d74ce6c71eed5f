using System.Collections.Frozen;
using System.Text.Json;

namespace Countersign.Server.Ports;

/// <summary>The wire names of enums' members, which are also what stores hold.</summary>
public static class SnakeCase
{
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.All[value];

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> All = Enum.GetValues<TEnum>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
    }
}
